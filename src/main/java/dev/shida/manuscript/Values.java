package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import dev.shida.content.Label;
import dev.shida.manuscript.YamlNode.Scalar;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the single values of front matter. A faulty one is reported and answered as empty. */
final class Values {

    private static final Pattern ID = Pattern.compile(EditionContent.ID);
    /** From {@link EditionContent#MIN_YEAR} to {@link EditionContent#MAX_YEAR}. */
    private static final Pattern YEAR = Pattern.compile("[1-9][0-9]{3}");

    /** RFC 3339, section 5.6; narrower than {@link OffsetDateTime#parse}, which lets seconds be left out. */
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    /** @param what what the value is, in backticks */
    Optional<Scalar> text(YamlNode node, String what) {
        if (node instanceof Scalar scalar && !WhiteSpace.isWhite(scalar.text())) {
            return Optional.of(scalar);
        }
        String kind = node instanceof Scalar ? "blank" : node.kind();
        faults.at(node.line(), "%s is %s; expected a text".formatted(what, kind));
        return Optional.empty();
    }

    Optional<String> id(YamlNode node, String what) {
        Optional<Scalar> given = text(node, what);
        given.ifPresent(scalar -> checkId(scalar.line(), scalar.text(), what));
        return given.map(Scalar::text);
    }

    void checkId(int line, String id, String what) {
        if (!ID.matcher(id).matches()) {
            String meant = halfWidth(id).toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
            faults.at(
                    line,
                    "%s is %s; expected 1 to 60 of the characters a-z, 0-9 and -%s"
                            .formatted(
                                    what, quoted(id), ID.matcher(meant).matches() ? ", such as " + quoted(meant) : ""));
        }
    }

    Optional<String> label(YamlNode node, String what) {
        return text(node, what).map(scalar -> {
            String label = scalar.text();
            if (WhiteSpace.length(label) > Label.MAX_LENGTH) {
                faults.at(
                        scalar.line(),
                        "%s has %d characters; expected at most %d"
                                .formatted(what, WhiteSpace.length(label), Label.MAX_LENGTH));
            }
            if (Wording.UNPRINTABLE.matcher(label).find()) {
                faults.at(scalar.line(), what + " has a line break or control character; expected one line of text");
            }
            return label;
        });
    }

    Optional<Integer> year(YamlNode node) {
        return text(node, "`year`").flatMap(scalar -> {
            if (YEAR.matcher(scalar.text()).matches()) {
                return Optional.of(Integer.valueOf(scalar.text()));
            }
            faults.at(
                    scalar.line(),
                    YEAR.matcher(halfWidth(scalar.text())).matches()
                            ? "`year` is %s; %s".formatted(quoted(scalar.text()), didYouMean(halfWidth(scalar.text())))
                            : "`year` is %s; expected a year from %d to %d"
                                    .formatted(
                                            quoted(scalar.text()), EditionContent.MIN_YEAR, EditionContent.MAX_YEAR));
            return Optional.empty();
        });
    }

    Optional<String> language(YamlNode node) {
        return text(node, "`language`").flatMap(scalar -> {
            String tag = scalar.text();
            if (LanguageTag.isValid(tag)) {
                return Optional.of(tag);
            }
            faults.at(
                    scalar.line(),
                    "`language` is %s; %s"
                            .formatted(
                                    quoted(tag),
                                    LanguageTag.meant(halfWidth(tag))
                                            .map(Values::didYouMean)
                                            .orElse(
                                                    "expected a BCP 47 language tag of at most %d characters, such as zh-CN or en"
                                                            .formatted(LanguageTag.MAX_LENGTH))));
            return Optional.empty();
        });
    }

    Optional<OffsetDateTime> time(YamlNode node) {
        return text(node, "`published`").flatMap(scalar -> {
            Optional<OffsetDateTime> time = parseTime(scalar.text());
            if (time.isEmpty()) {
                faults.at(
                        scalar.line(),
                        "`published` is %s; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"
                                .formatted(quoted(scalar.text())));
            }
            return time;
        });
    }

    private static String didYouMean(String value) {
        return "did you mean " + quoted(value) + "?";
    }

    /** With the digits and letters of ASCII in place of those of full width, which an input method for Chinese makes. */
    private static String halfWidth(String text) {
        return WhiteSpace.strip(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    /** Only from the years 1 to 9999, in UTC too, as RFC 3339 can write no other. */
    private static Optional<OffsetDateTime> parseTime(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
            int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return Optional.of(time).filter(t -> t.getYear() >= 1 && year >= 1 && year <= 9999);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
