package dev.shida.pages;

import dev.shida.problem.ParameterError;
import dev.shida.problem.Prefix;
import dev.shida.problem.Problem;
import dev.shida.problem.ProblemRenderer;
import dev.shida.problem.ProblemType;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The page that explains a problem in the language of the interface, with links to other pages. */
@Singleton
public final class ProblemPage implements ProblemRenderer {
    /** Below it, problems are JSON, whatever the client accepts. */
    private static final String API = "/v1/";

    private static final int NOT_FOUND = 404;

    private final SuggestedPages suggestedPages;

    ProblemPage(SuggestedPages suggestedPages) {
        this.suggestedPages = suggestedPages;
    }

    @Override
    public boolean isOffered(RoutingContext context) {
        return !context.request().path().startsWith(API);
    }

    @Override
    public boolean isPreferred(RoutingContext context) {
        double html = weight(context, type -> "html".equals(type.subComponent()));
        double json =
                weight(context, type -> String.valueOf(type.subComponent()).endsWith("json"));
        return html > 0 && html >= json && isOffered(context);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(PageSecurity.PROBLEM.headers());
        headers.put(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8");
        headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_LANGUAGE);
        return headers;
    }

    @Override
    public String render(Problem problem, RoutingContext context) {
        ProblemType type = problem.type();
        PageRequest pageRequest = PageRequest.of(context.request());
        String detail = type.explanation().startsWith(problem.detail()) ? "" : problem.detail();
        SuggestedPages.Suggested links = type.status() == NOT_FOUND
                ? suggestedPages.from(context.request().path(), pageRequest.language())
                : SuggestedPages.NONE;
        return page(pageRequest, type, true, detail, problem.errors(), problem.lastPage(), links);
    }

    /** The page about a type of problem. */
    static String of(ProblemType type, PageRequest pageRequest) {
        return page(pageRequest, type, false, "", List.of(), Optional.empty(), SuggestedPages.NONE);
    }

    private static String page(
            PageRequest pageRequest,
            ProblemType type,
            boolean occurred,
            String detail,
            List<ParameterError> errors,
            Optional<String> lastPage,
            SuggestedPages.Suggested links) {
        String heading = pageRequest.language() == Language.ZH ? type.heading() : type.title();
        return Templates.problem(
                        PageSecurity.PROBLEM,
                        pageRequest,
                        Prefix.current(),
                        type,
                        heading,
                        occurred,
                        detail,
                        errors,
                        lastPage,
                        links.near(),
                        links.newest())
                .setLocale(pageRequest.language().id())
                .render();
    }

    private static double weight(RoutingContext context, Predicate<MIMEHeader> kind) {
        return context.parsedHeaders().accept().stream()
                // Asking for the weight makes Vert.x parse a type that stands alone; until then it has no name.
                .filter(type -> type.weight() > 0 && kind.test(type))
                .mapToDouble(MIMEHeader::weight)
                .max()
                .orElse(0);
    }
}
