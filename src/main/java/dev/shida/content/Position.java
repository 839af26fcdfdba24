package dev.shida.content;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A position in an ordered list of editions or stories, made of values: it holds when the item that had it is gone. It has a
 * value for each key of the order, and none for others.
 *
 * @param id breaks ties
 * @param score by which a list by relevance is ordered
 */
public record Position(
        String id,
        OptionalDouble score,
        OptionalInt year,
        OptionalInt position,
        OptionalInt rank,
        Optional<String> series,
        Optional<String> title) {
    /** A position in an order by nothing but the id. */
    public static Position of(String id) {
        return new Position(
                id,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Position withScore(double score) {
        return new Position(id, OptionalDouble.of(score), year, position, rank, series, title);
    }

    public Position withYear(int year) {
        return new Position(id, score, OptionalInt.of(year), position, rank, series, title);
    }

    public Position withPosition(int position) {
        return new Position(id, score, year, OptionalInt.of(position), rank, series, title);
    }

    public Position withRank(int rank) {
        return new Position(id, score, year, position, OptionalInt.of(rank), series, title);
    }

    public Position withSeries(String series) {
        return new Position(id, score, year, position, rank, Optional.of(series), title);
    }

    public Position withTitle(String title) {
        return new Position(id, score, year, position, rank, series, Optional.of(title));
    }
}
