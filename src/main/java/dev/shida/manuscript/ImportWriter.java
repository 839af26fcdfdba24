package dev.shida.manuscript;

import dev.shida.content.Label;
import dev.shida.content.PartKind;
import dev.shida.manuscript.ImportEdition.Placed;
import dev.shida.manuscript.ImportEdition.Role;
import dev.shida.text.Slug;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes one edition of an article as a manuscript, with what was guessed and left out as comments. */
final class ImportWriter {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Nd} ·’'“”（）《》-]*(?<! )");
    private static final Pattern YAML_WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    /** What Markdown, or the end of an article, takes for more than text. */
    private static final Pattern RULE = Pattern.compile("[-=_*‐‑‒–—―−－][-=_*‐‑‒–—―−－ ]*");

    private static final Pattern YEAR = Pattern.compile(
            "(?:[（(]?(?:19|20)\\d\\d(?:[/–—-]\\d{2,4})?[)）]?|\\d\\d(?=年度)|[二][〇零○][〇零○一二三四五六七八九]{2})(?:年度|年|度|\\s?년도?)?|(?i:of the year|year)(?= \\d)");
    private static final Pattern NEWS_OF = Pattern.compile(
            "^[\\[［【][^\\]］】]{1,12}[\\]］】](?=.{4})|(?:揭晓|揭曉|盘点|盤點|出炉|出爐|发布|發布|公布|评选结果|評選結果|来了)[！!]?$|^(?:盘点|盤點|回顾|回顧|回望)(?=.{4})|^[\\p{Z}\\p{P}\\p{S}&&[^《「“【（(\\[［『〈]]+|[\\p{Z}\\p{P}\\p{S}&&[^）)》”」]]+$|(?i)\\s+(?:of|in|for)$");
    /** Where it may be said that stories have no rank. */
    private static final Set<Role> UNRANKING = EnumSet.of(Role.TITLE, Role.FRONT, Role.CLOSING);

    private static final Pattern UNRANKED = Pattern.compile(
            "(?i)不分先后|不分先後|不分名次|按时间|按時間|时间先后|时间为序|時間為序|順不同|時系列|무순|시간순|no particular order|chronological");

    private static final Pattern SPACE = Pattern.compile("\\p{Zs}");
    private static final Pattern SEPARATOR = Pattern.compile("[|｜:：]|\\s[–—-]+\\s|[—–]{2}");

    private final ImportEdition edition;
    private final ImportDeadline deadline;
    private final String language;

    /** The labels that are not well known. */
    private final Map<PartKind, List<String>> parts;

    private final PartNames names;
    private final StringBuilder out = new StringBuilder();

    private ImportWriter(ImportEdition edition, String language, ImportDeadline deadline) {
        this.edition = edition;
        this.deadline = deadline;
        this.language = language;
        this.parts = unknown(edition);
        this.names = new PartNames(parts, language);
    }

    /** @param comments lines without the number sign, which the front matter begins with */
    static String write(
            ImportEdition edition,
            String series,
            String label,
            String year,
            String language,
            Map<String, Label> known,
            List<String> comments,
            ImportDeadline deadline) {
        ImportWriter writer = new ImportWriter(edition, language, deadline);
        writer.frontMatter(series, label, year, known, comments);
        writer.article();
        return writer.out.toString();
    }

    /** What the series of a list may be called: its title without the year, and without that it appears. */
    static String label(String title) {
        String part = Arrays.stream(SEPARATOR.split(title))
                .filter(each -> ImportWords.promised(each) > 0)
                .findFirst()
                .orElse(title);
        String label = WhiteSpace.strip(
                YEAR.matcher(part).replaceAll(" ").replaceAll("(?<=\\p{IsHan}) +| +(?=\\p{IsHan})|(?<= ) +", ""));
        String before = "";
        while (!before.equals(label)) {
            before = label;
            label = WhiteSpace.strip(NEWS_OF.matcher(label).replaceAll(""));
        }
        String found = label.isEmpty() ? WhiteSpace.strip(title) : label;
        return found.substring(0, found.offsetByCodePoints(0, Math.min(Label.MAX_LENGTH, WhiteSpace.length(found))));
    }

    // The front matter.

    private void frontMatter(
            String series, String label, String year, Map<String, Label> known, List<String> comments) {
        line("---");
        comments.forEach(comment -> line("# " + comment));
        line("series: { id: %s, %s: %s }"
                .formatted(series, Locale.forLanguageTag(language).getLanguage(), yaml(label)));
        line("year: " + year);
        line("language: " + language);
        order();
        if (!parts.isEmpty()) {
            line(parts.entrySet().stream()
                    .map(entry -> entry.getKey().id() + ": " + list(entry.getValue()))
                    .collect(Collectors.joining(", ", "parts: { ", " }")));
        }
        ImportTopics proposed = new ImportTopics(known);
        List<List<String>> topics = edition.stories().stream()
                .map(story -> proposed.of(story, deadline))
                .toList();
        Set<String> used = topics.stream().flatMap(List::stream).collect(Collectors.toSet());
        line(used.isEmpty() ? "topics: {}" : "topics:");
        known.forEach((id, texts) -> {
            if (used.contains(id)) {
                line(texts.texts().entrySet().stream()
                        .map(text -> text.getKey() + ": " + yaml(text.getValue()))
                        .collect(Collectors.joining(", ", "  " + id + ": { ", " }")));
            }
        });
        line("stories:");
        Map<String, Integer> taken = new HashMap<>();
        List<String> titles = edition.titles();
        for (int i = 0; i < titles.size(); i++) {
            String slug = slug(titles.get(i), i + 1, taken);
            line("  - { slug: " + slug + ", topics: [" + String.join(", ", topics.get(i)) + "] }");
        }
        line("---");
    }

    private void order() {
        List<Integer> numbers = edition.numbers();
        boolean falls = numbers.size() > 1 && numbers.get(0) > numbers.get(numbers.size() - 1);
        boolean unranked = edition.placed().stream()
                .filter(each -> UNRANKING.contains(each.role()))
                .anyMatch(each -> UNRANKED.matcher(each.text()).find());
        if (falls) {
            line("order: countdown");
        } else if (unranked) {
            line("order: unranked");
        }
    }

    private static Map<PartKind, List<String>> unknown(ImportEdition edition) {
        Map<PartKind, List<String>> unknown = new TreeMap<>();
        edition.labels().forEach((kind, names) -> {
            List<String> others = names.stream()
                    .filter(name -> PartNames.WELL_KNOWN.named(name).isEmpty())
                    .toList();
            if (!others.isEmpty()) {
                unknown.put(kind, others);
            }
        });
        return unknown;
    }

    /** @param taken how many stories above have each slug */
    private String slug(String title, int position, Map<String, Integer> taken) {
        deadline.step();
        int numeral = ImportNumeral.of(title).map(ImportNumeral::end).orElse(0);
        String proposed = Slug.of(title.substring(numeral), language);
        String slug = proposed.isEmpty() ? "story-" + position : proposed;
        String free = slug;
        while (taken.containsKey(free)) {
            free = slug + "-" + taken.merge(slug, 1, Integer::sum);
        }
        taken.put(free, 1);
        return free;
    }

    private static String list(List<String> names) {
        return names.size() == 1
                ? yaml(names.get(0))
                : names.stream().map(ImportWriter::yaml).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String yaml(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !YAML_WORD.matcher(text).matches();
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    // The article.

    private void article() {
        Role above = Role.OMITTED;
        for (int i = 0; i < edition.placed().size(); i++) {
            deadline.step();
            Placed each = edition.placed().get(i);
            boolean goesOn = i + 1 < edition.placed().size()
                    && edition.placed().get(i + 1).role() == each.role()
                    && !edition.placed().get(i + 1).opens();
            if (each.role() == Role.CLOSING && above != Role.CLOSING) {
                out.append("\n---\n");
            }
            switch (each.role()) {
                case OMITTED -> {
                    continue;
                }
                case TITLE -> title("# ", each);
                case STORY -> title("## ", each);
                case PART -> heading("### ", each.text());
                default -> text(each, above, goesOn);
            }
            above = each.role();
        }
    }

    private void title(String marks, Placed each) {
        if (each.opens()) {
            heading(marks, each.text());
        } else {
            out.setLength(out.length() - 1);
            out.append(' ').append(WhiteSpace.strip(each.text())).append('\n');
        }
    }

    /** A number sign at its end would be taken for a mark, unless marks come after it. */
    private void heading(String marks, String text) {
        String stripped = WhiteSpace.strip(text);
        out.append('\n')
                .append(marks)
                .append(stripped)
                .append(stripped.endsWith("#") ? " " + WhiteSpace.strip(marks) : "")
                .append('\n');
    }

    /** @param goesOn whether another line of the same paragraph follows */
    private void text(Placed each, Role above, boolean goesOn) {
        String text = WhiteSpace.trim(each.text());
        boolean goesOnAbove = above == Role.LABELLED || above == Role.UNHEADED;
        if (each.opens() || above != each.role() && !goesOnAbove) {
            out.append('\n');
        }
        if (each.role() == Role.UNHEADED) {
            out.append(PartNames.UNHEADED).append("\n\n");
        }
        boolean isNoByline = !goesOn
                && each.role() == Role.FRONT
                && above == Role.TITLE
                && Byline.isShort(text)
                && !Byline.endsSentence(text)
                && ImportOutline.isNoByline(text);
        out.append(each.role() == Role.LABELLED ? text : escaped(text, each.role(), isNoByline))
                .append('\n');
    }

    /** With a backslash where a manuscript would take the line for more than text. */
    private String escaped(String text, Role role, boolean always) {
        String stripped = WhiteSpace.strip(text);
        boolean special = always
                || names.named(stripped).isPresent()
                || (role == Role.TEXT || role == Role.UNHEADED)
                        && names.label(stripped).isPresent()
                || HeadingLine.of(text).isPresent()
                || stripped.length() > 1 && stripped.startsWith("\\")
                || RULE.matcher(stripped).matches();
        int start = text.indexOf(stripped);
        return special ? text.substring(0, start) + "\\" + text.substring(start) : text;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** @param language of the comments */
    static List<String> comments(String file, List<Guess> guesses, List<ImportLine> omitted, Locale language) {
        List<Message> comments = new ArrayList<>();
        comments.add(Message.of("import.comment", Wording.printable(file)));
        guesses.forEach(guess -> comments.add(Message.of(
                guess.certain() ? "import.comment-certain" : "import.comment-uncertain",
                guess.line(),
                Wording.printable(guess.in(language)))));
        omitted.forEach(line -> comments.add(Message.of(
                "import.comment-omitted",
                line.number(),
                line.omission().orElseThrow().reason(),
                Wording.printable(SPACE.matcher(WhiteSpace.strip(line.text())).replaceAll(" ")))));
        return comments.stream().map(comment -> comment.in(language)).toList();
    }
}
