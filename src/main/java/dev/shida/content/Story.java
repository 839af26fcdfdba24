package dev.shida.content;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One story of an edition.
 *
 * @param number what the store knows it by, until its edition is published again
 * @param id {@code EDITION-SLUG}
 * @param position its place in print, from 1
 * @param rank its place in the ranking, from 1; empty if the edition is no ranking
 * @param numeral the number before the title, as printed
 * @param language the edition's
 * @param excerpt the beginning of its first part; empty if it has no part
 * @param date of what it tells
 * @param byline its own
 * @param topics in the editor's order
 * @param publishedAt when it was first published, to the second
 * @param updatedAt when a publication last changed it, or when it was first published
 * @param parts in the order of print, where they were asked for
 */
public record Story(
        long number,
        String id,
        String edition,
        String series,
        int year,
        int position,
        Optional<Integer> rank,
        Optional<String> numeral,
        String language,
        String title,
        Optional<String> excerpt,
        Optional<LocalDate> date,
        Optional<String> byline,
        List<Topic> topics,
        Instant publishedAt,
        Instant updatedAt,
        Optional<List<Part>> parts) {

    /** A numeral that ends in a mark which has its space with it, such as an ideographic comma or a bracket. */
    private static final Pattern UNSPACED = Pattern.compile("[、，．。：:）】」』〕》]$");

    /** Its id within its edition. */
    public String slug() {
        return id.substring(edition.length() + 1);
    }

    /** What says its place to people: the number that is printed, else its rank, if it has one. */
    public Optional<String> place() {
        return numeral.or(() -> rank.map(String::valueOf));
    }

    /** Its title with the numeral before it, as printed. */
    public String heading() {
        return numeral.map(number -> number + (UNSPACED.matcher(number).find() ? "" : " ") + title)
                .orElse(title);
    }

    /** One of its parts, which were asked for; empty if the print has none such. */
    public Optional<Part> part(PartKind kind) {
        return parts.orElseThrow().stream().filter(part -> part.kind() == kind).findFirst();
    }
}
