package dev.shida.text;

import java.util.Collection;
import java.util.List;
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

    /** A name, and how many edits or letters it has more than the word. */
    private record Candidate(String name, int distance) {}

    /**
     * The one candidate that is the fewest edits away from a word, if these are few for its length; else the shortest
     * candidate of which the word is a part. Case does not count, and of many candidates only the first
     * {@value #MAX_CANDIDATES} do. Where several are as near, anything may be meant; nor is a
     * name of one or two letters named for another.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String meant = word.toLowerCase(Locale.ROOT);
        if (meant.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        LevenshteinDistance distance = new LevenshteinDistance(allowedEdits(meant));
        List<Candidate> near = candidates.stream()
                .distinct()
                .limit(MAX_CANDIDATES)
                .map(name -> new Candidate(name, distance.apply(meant, name.toLowerCase(Locale.ROOT))))
                .filter(each -> each.distance == 0 || (each.distance > 0 && !hasFewLetters(each.name)))
                .toList();
        return near.isEmpty() ? containing(meant, candidates) : least(near);
    }

    private static boolean hasFewLetters(String word) {
        return word.length() < MIN_PART && word.codePoints().noneMatch(Character::isIdeographic);
    }

    /** The least of all, unless several are. */
    private static Optional<String> least(List<Candidate> candidates) {
        int least = candidates.stream().mapToInt(Candidate::distance).min().orElse(0);
        List<Candidate> all =
                candidates.stream().filter(each -> each.distance == least).toList();
        return all.size() == 1 ? Optional.of(all.get(0).name) : Optional.empty();
    }

    private static int allowedEdits(String word) {
        return word.length() <= MIN_PART ? 1 : Math.max(2, Math.min(4, word.length() / 3));
    }

    private static Optional<String> containing(String word, Collection<String> candidates) {
        List<Candidate> whole = candidates.stream()
                .distinct()
                .limit(MAX_CANDIDATES)
                .filter(name -> word.length() >= MIN_PART
                        && name.toLowerCase(Locale.ROOT).contains(word))
                .map(name -> new Candidate(name, name.length()))
                .toList();
        return least(whole);
    }
}
