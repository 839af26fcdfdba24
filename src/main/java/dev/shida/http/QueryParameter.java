package dev.shida.http;

import dev.shida.text.Words;
import java.math.BigDecimal;
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
 * OpenAPI document. Those of more than one resource are in {@link QueryParameters}.
 */
public sealed interface QueryParameter {
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
    record OneOf(String name, List<String> values, String description) implements QueryParameter {
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
