package dev.shida.http;

import dev.shida.content.EditionContent;
import dev.shida.http.QueryParameter.CommaSeparated;
import dev.shida.http.QueryParameter.Flag;
import dev.shida.http.QueryParameter.Ids;
import dev.shida.http.QueryParameter.Numbers;
import dev.shida.http.QueryParameter.OneOf;
import dev.shida.http.QueryParameter.Text;
import dev.shida.http.QueryParameter.Token;
import dev.shida.http.QueryParameter.WholeNumber;
import dev.shida.search.StorySort.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The query parameters of the API. A resource refers to those that it takes. */
public final class QueryParameters {
    public static final Ids SERIES = new Ids(
            "series",
            "capital-unions",
            "Only what is of these series (any of them). Repeat the parameter for several.");

    public static final Numbers YEAR = new Numbers(
            "year",
            "a year",
            EditionContent.MIN_YEAR,
            EditionContent.MAX_YEAR,
            2022,
            "Only what is of these years (any of them). Repeat the parameter for several.");

    public static final Ids EDITION = new Ids(
            "edition",
            "capital-unions-2022",
            "Only stories of these editions (any of them). Repeat the parameter for several.");

    public static final Ids TOPIC = new Ids("topic", "winter-olympics", """
            Only stories that carry these topics: any of them, or all of them with `match=all`. Repeat the parameter for \
            several; a comma is no separator.""");

    public static final OneOf MATCH = new OneOf("match", List.of("any", "all"), """
            Whether a story must carry `any` of the topics, as it must without this parameter, or `all` of them.""");

    public static final Ids WITHOUT = new Ids(
            "without",
            "pandemic-response",
            "No story that carries any of these topics. Repeat the parameter for several.");

    public static final Flag EXACT = new Flag("exact", """
            Whether to list only stories that have every word as it is typed, and neither other forms and synonyms nor \
            relaxed matches: a list with `q` is empty then where no story has every word.""");

    public static final Text Q = new Text("q", "工匠 学院", """
            What to look for in titles, replays and commentaries: words separated by white space or by the end of a clause
            (`5G，AI`), all of which must occur, anywhere in a text and in any of the texts; at most 50 words. A phrase stands
            in quotation marks of any kind (`"…"`, `“…”`, `「…」`); a leading `-` excludes. Case, width, accents, punctuation,
            and whether characters are traditional or simplified do not matter. A word of Latin letters also finds Han characters that are read so (pinyin, tones or not), after all that
            has it literally; one that is excluded is taken literally alone. Blank, or of punctuation alone, it is as if it
            were left out. Below the stories that have a word stand those with another form of it, in English, or with a synonym that
            means the same. The labels of a story's topics and series, the title and byline of its edition and its year are searched
            too.""");

    /** {@code q} of suggestions. */
    public static final Text TYPED = new Text("q", "gongj", """
            What has been typed so far, in any language of the labels, in pinyin or as the initials of pinyin (`dah`); blank \
            or left out, the most frequent topics are suggested.""");

    public static final CommaSeparated SORT = new CommaSeparated(
            "sort",
            Arrays.stream(Key.values())
                    .flatMap(key -> Stream.of(key.id(), "-" + key.id()))
                    .toList(),
            Key.values().length,
            List.of("-year", "position"),
            """
            The order: keys separated by commas, the most significant first, each descending behind a minus sign, none twice. \
            Without it, the order is `relevance` where something is looked for with `q`, and `-year,position` else: do not send \
            a value unless you mean it. Titles are ordered by Unicode code point. `relevance`, the best match first, needs `q`; \
            by it alone, equally good matches come by `-year,position`. Ties end in the id, ascending.""");

    public static final WholeNumber LIMIT = new WholeNumber("limit", 1, 100, 20, null, "The most items in one answer.");

    public static final WholeNumber PAGE = new WholeNumber("page", 1, 1_000_000, null, 1, """
            A page by number, for a pager with numbers. Where content changes meanwhile, a page may repeat or skip items; \
            the links of a request without `page` do not. Not together with `cursor`.""");

    public static final Token CURSOR = new Token(
            "cursor",
            Paging.MAX_CURSOR,
            Paging.CURSOR_PATTERN,
            "WyJhZnRlciIsIi15ZWFyLHBvc2l0aW9uIiwyMDIyLDMsImNhcGl0YWwtdW5pb25zLTIwMjItaW5kdXN0cmlhbC13b3JrZm9yY2UtcmVmb3JtIl0",
            """
            A place in the list, opaque: take it from a `next` or `prev` link rather than make it. It holds while content \
            changes; what stays is neither skipped nor repeated. It belongs to one `sort`, and by relevance to one `q`.""");

    private QueryParameters() {}
}
