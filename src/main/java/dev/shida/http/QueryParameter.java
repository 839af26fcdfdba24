package dev.shida.http;

import dev.shida.content.EditionContent;
import dev.shida.search.Sort.Key;
import dev.shida.text.Words;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.Style;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter of the API, declared once: its kind reads it from requests, strictly, and describes it in the
 * OpenAPI document. A resource refers to those that it takes.
 */
public sealed interface QueryParameter {
    Ids SERIES = new Ids(
            "series",
            "capital-unions",
            "Only what is of these series (any of them). Repeat the parameter for several.");

    Numbers YEAR = new Numbers(
            "year",
            "a year",
            EditionContent.MIN_YEAR,
            EditionContent.MAX_YEAR,
            2022,
            "Only what is of these years (any of them). Repeat the parameter for several.");

    Ids EDITION = new Ids(
            "edition",
            "capital-unions-2022",
            "Only stories of these editions (any of them). Repeat the parameter for several.");

    Ids TOPIC = new Ids("topic", "winter-olympics", """
            Only stories that carry these topics: any of them, or all of them with `match=all`. Repeat the parameter for \
            several; a comma is no separator.""");

    Choice MATCH = new Choice("match", List.of("any", "all"), """
            Whether a story must carry `any` of the topics, as it must without this parameter, or `all` of them.""");

    Ids WITHOUT = new Ids(
            "without",
            "pandemic-response",
            "No story that carries any of these topics. Repeat the parameter for several.");

    Flag EXACT = new Flag("exact", """
            Whether to list only stories that have every word as it is typed, and neither other forms and synonyms nor \
            relaxed matches: a list with `q` is empty then where no story has every word.""");

    Text Q = new Text("q", "工匠 学院", """
            What to look for in titles, replays and commentaries: words separated by white space or by the end of a clause
            (`5G，AI`), all of which must occur, anywhere in a text and in any of the texts; at most 50 words. A phrase stands
            in quotation marks of any kind (`"…"`, `“…”`, `「…」`); a leading `-` excludes. Case, width, accents, punctuation,
            and whether characters are traditional or simplified do not matter. A word of Latin letters also finds Han characters that are read so (pinyin, tones or not), after all that
            has it literally; one that is excluded is taken literally alone. Blank, or of punctuation alone, it is as if it
            were left out. Below the stories that have a word stand those with another form of it, in English, or with a synonym that
            means the same. The labels of a story's topics and series, the title and byline of its edition and its year are searched
            too.""");

    /** {@code q} of suggestions. */
    Text TYPED = new Text("q", "gongj", """
            What has been typed so far, in any language of the labels, in pinyin or as the initials of pinyin (`dah`); blank \
            or left out, the most frequent topics are suggested.""");

    CommaSeparated SORT = new CommaSeparated(
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

    WholeNumber LIMIT = new WholeNumber("limit", 1, 100, 20, null, "The most items in one answer.");

    WholeNumber PAGE = new WholeNumber("page", 1, 1_000_000, null, 1, """
            A page by number, for a pager with numbers. Where content changes meanwhile, a page may repeat or skip items; \
            the links of a request without `page` do not. Not together with `cursor`.""");

    Token CURSOR = new Token(
            "cursor",
            Paging.MAX_CURSOR,
            Paging.CURSOR_PATTERN,
            "WyJhZnRlciIsIi15ZWFyLHBvc2l0aW9uIiwyMDIyLDMsImNhcGl0YWwtdW5pb25zLTIwMjItaW5kdXN0cmlhbC13b3JrZm9yY2UtcmVmb3JtIl0",
            """
            A place in the list, opaque: take it from a `next` or `prev` link rather than make it. It holds while content \
            changes; what stays is neither skipped nor repeated. It belongs to one `sort`, and by relevance to one `q`.""");

    /** In a request. */
    String name();

    /** What it does, in Markdown. */
    String description();

    /** In the type of its values; null where its values speak for themselves. */
    @Nullable
    Object example();

    /** What values it takes, for the OpenAPI document. */
    Schema schema();

    /** Its declaration in the OpenAPI document. */
    default Parameter declaration() {
        return OASFactory.createParameter()
                .name(name())
                .in(In.QUERY)
                .description(description())
                .schema(schema())
                .example(example());
    }

    /** Some ids of what is published; it repeats. */
    record Ids(String name, String id, String description) implements QueryParameter {
        public List<String> read(Parameters parameters) {
            return parameters.all(name);
        }

        @Override
        public List<String> example() {
            return List.of(id);
        }

        @Override
        public Schema schema() {
            return arrayOf(OASFactory.createSchema().ref("#/components/schemas/Id"), Parameters.MAX_VALUES);
        }

        @Override
        public Parameter declaration() {
            return QueryParameter.super.declaration().explode(true);
        }
    }

    /**
     * Some whole numbers; it repeats.
     *
     * @param kind what one is, with its article
     */
    record Numbers(String name, String kind, int min, int max, int number, String description)
            implements QueryParameter {
        public List<Integer> read(Parameters parameters) {
            return parameters.all(name).stream()
                    .flatMap(value -> parameters.number(name, value, kind, min, max).stream())
                    .toList();
        }

        @Override
        public List<Integer> example() {
            return List.of(number);
        }

        @Override
        public Schema schema() {
            return arrayOf(integer(min, max), Parameters.MAX_VALUES);
        }

        @Override
        public Parameter declaration() {
            return QueryParameter.super.declaration().explode(true);
        }
    }

    /**
     * A whole number.
     *
     * @param otherwise what it is where it is not given, if that is one
     */
    record WholeNumber(
            String name,
            int min,
            int max,
            @Nullable Integer otherwise,
            @Nullable Integer example,
            String description) implements QueryParameter {
        public Optional<Integer> read(Parameters parameters) {
            return parameters
                    .one(name)
                    .flatMap(value -> parameters.number(name, value, "a whole number", min, max))
                    .or(() -> Optional.ofNullable(otherwise));
        }

        @Override
        public Schema schema() {
            return integer(min, max).defaultValue(otherwise);
        }
    }

    /** One of a few values. */
    record Choice(String name, List<String> values, String description) implements QueryParameter {
        public Optional<String> read(Parameters parameters) {
            return parameters.one(name).filter(value -> parameters.isAllowed(name, value, values));
        }

        @Override
        public @Nullable Object example() {
            return null;
        }

        @Override
        public Schema schema() {
            return string().enumeration(List.copyOf(values));
        }
    }

    /** {@code true} or {@code false}, and false where it is not given. */
    record Flag(String name, String description) implements QueryParameter {
        private static final List<String> VALUES = List.of("true", "false");

        public boolean read(Parameters parameters) {
            return parameters
                    .one(name)
                    .filter(value -> parameters.isAllowed(name, value, VALUES))
                    .equals(Optional.of("true"));
        }

        @Override
        public Boolean example() {
            return true;
        }

        @Override
        public Schema schema() {
            return OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(false);
        }
    }

    /** What people write, at most {@value Words#MAX_LENGTH} characters; blank, it is as if it were not there. */
    record Text(String name, String example, String description) implements QueryParameter {
        public Optional<String> read(Parameters parameters) {
            return parameters.text(name, Words.MAX_LENGTH);
        }

        @Override
        public Schema schema() {
            return string().maxLength(Words.MAX_LENGTH);
        }
    }

    /**
     * Some of a few values, separated by commas.
     *
     * @param max the most that are meant to be given
     */
    record CommaSeparated(String name, List<String> values, int max, List<String> example, String description)
            implements QueryParameter {
        /** Those that are allowed, in the order given; empty if it is not given. */
        public Optional<List<String>> read(Parameters parameters) {
            return parameters
                    .one(name)
                    .map(list -> Stream.of(list.split(",", -1))
                            .filter(value -> parameters.isAllowed(name, value, values))
                            .toList());
        }

        @Override
        public Schema schema() {
            return arrayOf(string().enumeration(List.copyOf(values)), max).minItems(1);
        }

        @Override
        public Parameter declaration() {
            return QueryParameter.super.declaration().style(Style.FORM).explode(false);
        }
    }

    /** What a link of the API has. */
    record Token(String name, int maxLength, String pattern, String example, String description)
            implements QueryParameter {
        public Optional<String> read(Parameters parameters) {
            return parameters.one(name);
        }

        @Override
        public Schema schema() {
            return string().minLength(1).maxLength(maxLength).pattern(pattern);
        }
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema integer(int min, int max) {
        return OASFactory.createSchema()
                .addType(SchemaType.INTEGER)
                .format("int32")
                .minimum(BigDecimal.valueOf(min))
                .maximum(BigDecimal.valueOf(max));
    }

    private static Schema arrayOf(Schema items, int max) {
        return OASFactory.createSchema().addType(SchemaType.ARRAY).maxItems(max).items(items);
    }
}
