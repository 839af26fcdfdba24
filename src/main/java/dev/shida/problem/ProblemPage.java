package dev.shida.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a problem is said to people. */
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
         * @param problem the occurrence; null for the type alone
         */
        static native TemplateInstance problem(Look look, ProblemType type, @Nullable Problem problem);
    }

    /** The page about a type of problem, or about one that occurred. */
    static String of(ProblemType type, @Nullable Problem problem) {
        return Templates.problem(LOOK, type, problem).render();
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
