package dev.shida.edition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which of some names was meant by one that is not among them. */
public final class Nearest {
    /** What people mistype is hardly longer; comparing takes time by the product of the lengths. */
    private static final int MAX_LENGTH = 150;

    private static final int MAX_CANDIDATES = 1_000;
    private static final int MIN_PART = 3;

    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /**
     * The candidate that is the fewest edits away from a word, if these are few for its length; else the shortest
     * candidate of which the word is a part. Case does not count, and of many candidates only the first
     * {@value #MAX_CANDIDATES} do.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String meant = word.toLowerCase(Locale.ROOT);
        if (meant.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        LevenshteinDistance distance = new LevenshteinDistance(allowedEdits(meant));
        return candidates.stream()
                .limit(MAX_CANDIDATES)
                .map(name -> new Candidate(name, distance.apply(meant, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance >= 0)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .or(() -> containing(meant, candidates));
    }

    private static int allowedEdits(String word) {
        return word.length() <= MIN_PART ? 1 : Math.max(2, Math.min(4, word.length() / 3));
    }

    private static Optional<String> containing(String word, Collection<String> candidates) {
        return candidates.stream()
                .limit(MAX_CANDIDATES)
                .filter(name -> word.length() >= MIN_PART
                        && name.toLowerCase(Locale.ROOT).contains(word))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }
}
