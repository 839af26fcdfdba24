package dev.shida.http;

import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Topics;
import dev.shida.http.QueryParameter.Ids;
import dev.shida.problem.ParameterError.Code;
import dev.shida.search.StoryQuery.Match;
import dev.shida.text.Nearest;
import dev.shida.text.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters that narrow a list. A value that nothing published has is a fault, not an empty answer: it is most
 * likely a slip, and the nearest value is suggested.
 */
@ApplicationScoped
public class Filters {
    private final Editions editions;
    private final SeriesRepository series;
    private final Topics topics;

    Filters(Editions editions, SeriesRepository series, Topics topics) {
        this.editions = editions;
        this.series = series;
        this.topics = topics;
    }

    /** {@code series}, {@code year} and {@code edition}. */
    public Scope scope(Parameters parameters) {
        return new Scope(series(parameters), years(parameters), editions(parameters));
    }

    /** {@code series} and {@code year}. */
    public Scope scopeOfEditions(Parameters parameters) {
        return new Scope(series(parameters), years(parameters), List.of());
    }

    /** All that says which stories are meant. */
    public StoryFilter stories(Parameters parameters) {
        return new StoryFilter(
                scope(parameters),
                topics(parameters, QueryParameters.TOPIC),
                match(parameters),
                topics(parameters, QueryParameters.WITHOUT),
                words(parameters));
    }

    private static Match match(Parameters parameters) {
        return QueryParameters.MATCH.read(parameters).equals(Optional.of("all")) ? Match.ALL : Match.ANY;
    }

    /** The parameter {@code q}. */
    private static Words words(Parameters parameters) {
        return QueryParameters.Q
                .read(parameters)
                .flatMap(q -> {
                    try {
                        return Optional.of(Words.of(q));
                    } catch (IllegalArgumentException e) {
                        parameters.fault("q", q, Code.TOO_LONG, String.valueOf(e.getMessage()));
                        return Optional.empty();
                    }
                })
                .orElse(Words.NONE);
    }

    private List<String> topics(Parameters parameters, Ids parameter) {
        return existing(
                parameters,
                parameter,
                "no story has this topic",
                topics::existing,
                id -> topics.idOf(id).or(() -> Nearest.to(id, topics.idsNear(id))));
    }

    private List<String> series(Parameters parameters) {
        return existing(
                parameters,
                QueryParameters.SERIES,
                "there is no such series",
                series::existing,
                id -> Nearest.to(id, series.idsNear(id)));
    }

    private List<String> editions(Parameters parameters) {
        return existing(
                parameters,
                QueryParameters.EDITION,
                "there is no such edition",
                editions::existing,
                id -> Nearest.to(id, editions.idsNear(id)));
    }

    private static List<String> existing(
            Parameters parameters,
            Ids parameter,
            String reason,
            Function<List<String>, List<String>> filter,
            Function<String, Optional<String>> meant) {
        List<String> ids = parameter.read(parameters);
        List<String> existing = filter.apply(ids);
        ids.stream()
                .filter(id -> !existing.contains(id))
                .forEach(id -> parameters.unknown(parameter.name(), id, reason, meant.apply(id)));
        return ids;
    }

    private List<Integer> years(Parameters parameters) {
        List<Integer> years = QueryParameters.YEAR.read(parameters);
        List<Integer> existing = editions.existingYears(years);
        for (Integer year : years) {
            if (!existing.contains(year)) {
                List<Integer> near = editions.yearsNear(year);
                boolean tie = near.size() > 1 && near.get(0) - year == year - near.get(1);
                Optional<String> meant =
                        tie ? Optional.empty() : near.stream().findFirst().map(String::valueOf);
                parameters.unknown("year", year.toString(), "there is no edition of this year", meant);
            }
        }
        return years;
    }
}
