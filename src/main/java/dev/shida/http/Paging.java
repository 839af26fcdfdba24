package dev.shida.http;

import static dev.shida.http.QueryParameters.CURSOR;
import static dev.shida.http.QueryParameters.LIMIT;
import static dev.shida.http.QueryParameters.PAGE;

import dev.shida.content.Position;
import dev.shida.content.Slice;
import dev.shida.content.Window;
import dev.shida.content.Window.Page;
import dev.shida.content.Window.Start;
import dev.shida.problem.ParameterError.Code;
import dev.shida.search.StorySort.Key;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters {@code limit}, {@code page} and {@code cursor} of a list, and the links to its other pages.
 *
 * @param order what a cursor of this list is bound to
 * @param keys of the order, for which a cursor has values
 * @param numbered whether pages are asked for by number
 */
public record Paging(String order, List<Key> keys, Window window, boolean numbered) {
    /** The longest cursor, in characters, and the form of one. */
    public static final int MAX_CURSOR = Cursor.MAX_LENGTH;

    public static final String CURSOR_PATTERN = "^[A-Za-z0-9_-]+$";

    private static final Start BEGINNING = new Page(1);

    /** Reads them. */
    public static Paging read(Parameters parameters, String order, List<Key> keys) {
        int limit = LIMIT.read(parameters).orElseThrow();
        Optional<Start> page = PAGE.read(parameters).map(Page::new);
        Optional<String> cursor = CURSOR.read(parameters);
        if (cursor.isPresent() && page.isPresent()) {
            parameters.fault(CURSOR.name(), cursor.get(), Code.CONFLICT, "cannot be combined with page");
            return new Paging(order, keys, new Window(limit, BEGINNING), true);
        }
        Optional<Start> start = start(parameters, cursor, order, keys);
        return new Paging(order, keys, new Window(limit, start.or(() -> page).orElse(BEGINNING)), page.isPresent());
    }

    /** Reads {@code cursor} alone, for a list whose pages have one size and no numbers. */
    public static Paging read(Parameters parameters, String order, List<Key> keys, int limit) {
        Optional<Start> start = start(parameters, CURSOR.read(parameters), order, keys);
        return new Paging(order, keys, new Window(limit, start.orElse(BEGINNING)), false);
    }

    private static Optional<Start> start(Parameters parameters, Optional<String> cursor, String order, List<Key> keys) {
        Optional<Start> start = cursor.flatMap(value -> Cursor.decode(value, order, keys));
        if (cursor.isPresent() && start.isEmpty()) {
            parameters.fault(
                    CURSOR.name(),
                    cursor.get(),
                    Code.INVALID,
                    "is not a cursor of a list in this order; take it from a link");
        }
        return start;
    }

    /** The links of a page. */
    public <T> PageLinks links(
            HttpServerRequest request, Slice<T> slice, long total, Function<T, Position> positionOf) {
        Link self = Link.to(request);
        Link first = self.without(CURSOR.name()).without(PAGE.name());
        if (numbered) {
            int number = ((Page) window.start()).number();
            long last = Math.max(1, (total + window.limit() - 1) / window.limit());
            return new PageLinks(
                    self.toString(),
                    first.with(PAGE.name(), "1").toString(),
                    number > 1
                            ? first.with(PAGE.name(), String.valueOf(Math.min(number - 1, last)))
                                    .toString()
                            : null,
                    slice.after()
                            ? first.with(PAGE.name(), String.valueOf(number + 1))
                                    .toString()
                            : null,
                    first.with(PAGE.name(), String.valueOf(last)).toString());
        }
        List<T> items = slice.items();
        return new PageLinks(
                self.toString(),
                first.toString(),
                slice.before() && !items.isEmpty()
                        ? first.with(CURSOR.name(), Cursor.before(order, keys, positionOf.apply(items.get(0))))
                                .toString()
                        : null,
                next(slice, positionOf)
                        .map(cursor -> first.with(CURSOR.name(), cursor).toString())
                        .orElse(null),
                null);
    }

    /** The cursor of the page after; empty if this is the last. */
    public <T> Optional<String> next(Slice<T> slice, Function<T, Position> positionOf) {
        List<T> items = slice.items();
        return slice.after() && !items.isEmpty()
                ? Optional.of(Cursor.after(order, keys, positionOf.apply(items.get(items.size() - 1))))
                : Optional.empty();
    }
}
