package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.Edition.Ranking;
import dev.shida.content.EditionContent;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.text.Nearest;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the single values of front matter. A faulty one is reported and answered as empty. */
final class Values {

    private static final Pattern ID = Pattern.compile(EditionContent.ID);
    /** From {@link EditionContent#MIN_YEAR} to {@link EditionContent#MAX_YEAR}. */
    private static final Pattern YEAR = Pattern.compile("[1-9][0-9]{3}");

    /** RFC 3339, section 5.6; narrower than {@link OffsetDateTime#parse}, which lets seconds be left out. */
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** A date with other separators, or without zeros. */
    private static final Pattern LIKE_DATE = Pattern.compile("(\\d{4})[-/.年]\\s*(\\d{1,2})[-/.月]\\s*(\\d{1,2})日?");

    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    /** @param what what the value is: a message, or a key in backticks */
    Optional<Scalar> text(YamlNode node, Object what) {
        if (node instanceof Scalar scalar && !WhiteSpace.isWhite(scalar.text())) {
            return Optional.of(scalar);
        }
        Message kind = node instanceof Scalar ? Message.of("blank") : node.kind();
        faults.at(node.line(), FaultCode.WRONG_KIND, what, kind, Message.of("a-text"));
        return Optional.empty();
    }

    Optional<String> id(YamlNode node, Object what) {
        Optional<Scalar> given = text(node, what);
        given.ifPresent(scalar -> checkId(scalar.line(), scalar.text(), what));
        return given.map(Scalar::text);
    }

    void checkId(int line, String id, Object what) {
        if (!ID.matcher(id).matches()) {
            String meant = halfWidth(id).toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
            faults.at(
                    line,
                    FaultCode.WRONG_ID,
                    what,
                    quoted(id),
                    ID.matcher(meant).matches() ? Message.of("such-as", quoted(meant)) : Message.of("nothing-more"));
        }
    }

    /** One line of text, of so many code points at most. */
    Optional<String> line(YamlNode node, Object what, int most) {
        return text(node, what).map(scalar -> {
            checkLine(scalar, what, most);
            return scalar.text();
        });
    }

    private void checkLine(Scalar scalar, Object what, int most) {
        int length = WhiteSpace.length(scalar.text());
        if (length > most) {
            faults.at(scalar.line(), FaultCode.TOO_LONG, what, length, most);
        }
        if (Wording.UNPRINTABLE.matcher(scalar.text()).find()) {
            faults.at(scalar.line(), FaultCode.NOT_ONE_LINE, what);
        }
    }

    /** Whether a text can be the heading of a part; else that is reported. */
    boolean isHeading(Scalar heading) {
        if (PartNames.words(heading.text()).isEmpty() && !heading.text().equals(PartNames.UNHEADED)) {
            faults.at(
                    heading.line(),
                    FaultCode.WRONG_KIND,
                    Message.of("a-part-heading"),
                    quoted(heading.text()),
                    Message.of("a-text"));
            return false;
        }
        checkLine(heading, Message.of("a-part-heading"), PartNames.LONGEST);
        return true;
    }

    Optional<Integer> year(YamlNode node) {
        return text(node, "`year`").flatMap(scalar -> {
            if (YEAR.matcher(scalar.text()).matches()) {
                return Optional.of(Integer.valueOf(scalar.text()));
            }
            String meant = halfWidth(scalar.text());
            faults.at(
                    scalar.line(),
                    FaultCode.WRONG_YEAR,
                    quoted(scalar.text()),
                    YEAR.matcher(meant).matches()
                            ? Fields.didYouMean(meant)
                            : Message.of(
                                    "expected-year",
                                    String.valueOf(EditionContent.MIN_YEAR),
                                    String.valueOf(EditionContent.MAX_YEAR)));
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
                    FaultCode.WRONG_LANGUAGE,
                    quoted(tag),
                    LanguageTag.meant(halfWidth(tag))
                            .map(Fields::didYouMean)
                            .orElseGet(() -> Message.of("expected-tag", LanguageTag.MAX_LENGTH)));
            return Optional.empty();
        });
    }

    Optional<Ranking> order(YamlNode node) {
        return text(node, "`order`").flatMap(scalar -> {
            Optional<Ranking> order = Arrays.stream(Ranking.values())
                    .filter(each -> each.id().equals(scalar.text()))
                    .findFirst();
            if (order.isEmpty()) {
                List<String> known =
                        Arrays.stream(Ranking.values()).map(Ranking::id).toList();
                faults.at(
                        scalar.line(),
                        FaultCode.WRONG_ORDER,
                        quoted(scalar.text()),
                        Nearest.to(scalar.text(), known)
                                .map(Fields::didYouMean)
                                .orElseGet(() -> Message.of("expected-one-of", String.join(", ", known))));
            }
            return order;
        });
    }

    Optional<LocalDate> date(YamlNode node, Object what) {
        return text(node, what).flatMap(scalar -> {
            Optional<LocalDate> date = parseDate(scalar.text());
            if (date.isEmpty()) {
                faults.at(
                        scalar.line(),
                        FaultCode.WRONG_DATE,
                        what,
                        quoted(scalar.text()),
                        meantDate(scalar.text()).map(Fields::didYouMean).orElseGet(() -> Message.of("expected-date")));
            }
            return date;
        });
    }

    /** The time of publication, which should have passed. */
    Optional<OffsetDateTime> publicationTime(YamlNode node) {
        return text(node, "`published`").flatMap(scalar -> {
            Optional<OffsetDateTime> time = parseTime(scalar.text());
            if (time.isEmpty()) {
                faults.at(scalar.line(), FaultCode.WRONG_TIME, quoted(scalar.text()));
            } else if (time.get().toInstant().isAfter(Instant.now())) {
                faults.at(scalar.line(), FaultCode.PUBLISHED_IN_FUTURE, quoted(scalar.text()));
            }
            return time;
        });
    }

    /** With the digits and letters of ASCII in place of those of full width, which an input method for Chinese makes. */
    private static String halfWidth(String text) {
        return WhiteSpace.strip(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    private static Optional<LocalDate> parseDate(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text)).filter(date -> date.getYear() >= 1);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> meantDate(String text) {
        Matcher date = LIKE_DATE.matcher(halfWidth(text));
        if (!date.matches()) {
            return Optional.empty();
        }
        String meant =
                "%s-%02d-%02d".formatted(date.group(1), Integer.valueOf(date.group(2)), Integer.valueOf(date.group(3)));
        return parseDate(meant).map(LocalDate::toString);
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
