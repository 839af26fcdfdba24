package dev.shida.pages;

import dev.shida.problem.ParameterError;
import dev.shida.problem.Prefix;
import dev.shida.problem.Problem;
import dev.shida.problem.ProblemRenderer;
import dev.shida.problem.ProblemType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The page that explains a problem: its title in Chinese, and what happened in English. */
@Singleton
public final class ProblemPage implements ProblemRenderer {
    /** Below it, problems are JSON, whatever the client accepts. */
    private static final String API = "/v1/";

    private static final PageSecurity LOOK = PageSecurity.with();

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
        Map<String, String> headers = new HashMap<>(LOOK.headers());
        headers.put(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8");
        return headers;
    }

    @Override
    public String render(Problem problem) {
        ProblemType type = problem.type();
        String detail = type.explanation().startsWith(problem.detail()) ? "" : problem.detail();
        return page(type, detail, problem.errors());
    }

    /** The page about a type of problem. */
    static String of(ProblemType type) {
        return page(type, "", List.of());
    }

    /** The headers of every page, besides {@code Content-Type}. */
    static Map<String, String> securityHeaders() {
        return LOOK.headers();
    }

    private static String page(ProblemType type, String detail, List<ParameterError> errors) {
        return Templates.problem(LOOK, Prefix.current(), type, detail, errors).render();
    }

    @CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        /**
         * A page about a problem.
         *
         * @param prefix that links begin with
         * @param detail what to say of the occurrence besides; may be empty
         * @param errors the parameters at fault
         */
        static native TemplateInstance problem(
                PageSecurity look, String prefix, ProblemType type, String detail, List<ParameterError> errors);
    }

    private static double weight(RoutingContext context, Predicate<MIMEHeader> kind) {
        return context.parsedHeaders().accept().stream()
                // Asking for the weight has Vert.x parse a type that stands alone; until then it has no name.
                .filter(type -> type.weight() > 0 && kind.test(type))
                .mapToDouble(MIMEHeader::weight)
                .max()
                .orElse(0);
    }
}
