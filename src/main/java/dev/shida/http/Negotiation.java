package dev.shida.http;

import dev.shida.problem.Problem;
import dev.shida.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares what a client accepts with what is on offer at a path (RFC 9110, section 12.5.1), for all resources alike.
 * Quarkus REST takes a range with the weight 0 for one that is accepted, and does so differently for resources with one
 * media type and with several. So it is given no ranges, but the types on offer that are accepted, the best first.
 */
final class Negotiation {
    private Negotiation() {}

    /** A media type on offer, as far as a client accepts it; of two that it likes as much, the one that it names is better. */
    private record Offer(String type, double weight, int precision) {
        private static final Comparator<Offer> BEST_FIRST = Comparator.comparingDouble(Offer::weight)
                .thenComparingInt(Offer::precision)
                .reversed();

        /** The most precise of the ranges that a type is within decides. */
        static Offer of(String type, String accept) {
            Offer offer = new Offer(type, 0, -1);
            for (String range : accept.split(",")) {
                String[] parts = range.split(";q=");
                int precision = precision(parts[0], type);
                if (precision > offer.precision) {
                    offer = new Offer(type, parts.length == 1 ? 1 : Double.parseDouble(parts[1]), precision);
                }
            }
            return offer;
        }

        /** How much of a type a range says; -1 if the type is not within it. */
        private static int precision(String range, String type) {
            if (range.equals(type)) {
                return 2;
            }
            int star = range.length() - 1;
            boolean within = range.endsWith("/*") && type.startsWith(range.substring(0, star));
            return within ? 1 : range.equals("*/*") ? 0 : -1;
        }
    }

    /**
     * Narrows {@code Accept}, which is in the form that the edge gives it, to the types on offer.
     *
     * @throws Problem if none of them is accepted
     */
    static void narrow(HttpServerRequest request, List<String> types) {
        String accept = request.headers().get(HttpHeaders.ACCEPT);
        if (accept != null && !types.isEmpty()) {
            List<String> accepted = types.stream()
                    .map(type -> Offer.of(type, accept))
                    .filter(offer -> offer.weight() > 0)
                    .sorted(Offer.BEST_FIRST)
                    .map(Offer::type)
                    .toList();
            if (accepted.isEmpty()) {
                throw ProblemType.NOT_ACCEPTABLE.problem(
                        "On offer is " + types.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
            request.headers().set(HttpHeaders.ACCEPT, ranked(accepted));
        }
    }

    private static String ranked(List<String> types) {
        List<String> ranked = new ArrayList<>();
        for (String type : types) {
            ranked.add(type + ";q=" + (1000 - ranked.size()) / 1000.0);
        }
        return String.join(",", ranked);
    }
}
