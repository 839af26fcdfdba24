package dev.shida.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a problem is said to people: to readers in Chinese, and to whoever made the request in English. */
final class ProblemPage {
    /** What answers here is for programs, whoever asks. */
    private static final String API = "/v1/";

    private static final Look LOOK = Look.with();

    private ProblemPage() {}

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
                Look look, String prefix, ProblemType type, String detail, List<ParameterError> errors);
    }

    /** The page about a type of problem, or about one that occurred; not to say anything twice. */
    static String of(ProblemType type, @Nullable Problem problem) {
        if (problem == null) {
            return Templates.problem(LOOK, Prefix.current(), type, "", List.of())
                    .render();
        }
        String detail = type.explanation().startsWith(problem.detail()) ? "" : problem.detail();
        return Templates.problem(LOOK, Prefix.current(), type, detail, problem.errors())
                .render();
    }

    /** The headers that it needs. */
    static Map<String, String> headers() {
        return LOOK.headers();
    }

    /** Whether there are pages here for whoever prefers them, so that {@code Accept} decides. */
    static boolean isOnOffer(RoutingContext context) {
        return !context.request().path().startsWith(API);
    }

    /** Whether whoever asks would rather read a page than have a program read JSON. */
    static boolean isPreferred(RoutingContext context) {
        double html = weight(context, type -> "html".equals(type.subComponent()));
        double json =
                weight(context, type -> String.valueOf(type.subComponent()).endsWith("json"));
        return html > 0 && html >= json && isOnOffer(context);
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
