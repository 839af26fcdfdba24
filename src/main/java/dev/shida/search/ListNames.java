package dev.shida.search;

import dev.shida.content.Editions;
import dev.shida.content.Series;
import dev.shida.content.Topic;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What series and editions are called at one revision.
 *
 * @param labels these names, and those of topics, by which stories are found
 * @param lists the series, and the editions behind them, the newest first
 */
record ListNames(long revision, LabelLookup labels, List<ListName> lists) {
    /** How many of the suggestions are series and editions. */
    private static final int SUGGESTED = 3;

    /**
     * A series or an edition.
     *
     * @param year of the edition; empty for a series
     */
    private record ListName(Suggestion suggestion, List<NameText> texts, String year) {
        static ListName of(Series series) {
            return new ListName(
                    new Suggestion(
                            Suggestion.Kind.SERIES, series.id(), series.label().in("zh")),
                    NameText.of(series.label()),
                    "");
        }

        static ListName of(Editions.Name edition) {
            return new ListName(
                    new Suggestion(Suggestion.Kind.EDITION, edition.id(), edition.title()),
                    List.of(NameText.of(edition.language(), edition.title())),
                    edition.id().substring(edition.id().lastIndexOf('-') + 1));
        }

        boolean matches(String typed, NameText.Typed meant) {
            return year.equals(typed.strip()) || texts.stream().anyMatch(text -> text.rank(meant) != NameText.NO_MATCH);
        }
    }

    static ListNames of(
            long revision, Collection<Topic> topics, List<Series> series, Collection<Editions.Name> editions) {
        Stream<ListName> newestFirst = editions.stream()
                .sorted(Comparator.comparing(Editions.Name::id))
                .map(ListName::of)
                .sorted(Comparator.comparing(ListName::year).reversed());
        return new ListNames(
                revision,
                LabelLookup.of(topics, series, editions),
                Stream.concat(series.stream().map(ListName::of), newestFirst).toList());
    }

    /** The first series and editions that have a name with this in it, or this as their year. */
    Stream<Suggestion> completing(String typed, Deadline deadline) {
        NameText.Typed meant = NameText.Typed.of(typed);
        return lists.stream()
                .peek(each -> deadline.check())
                .filter(each -> meant.length() > 0 && each.matches(typed, meant))
                .map(ListName::suggestion)
                .limit(SUGGESTED);
    }
}
