package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Part;
import dev.shida.content.PartKind;
import dev.shida.manuscript.Article.Numbering;
import dev.shida.manuscript.Outline.StoryOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks the outline of an article, and that nothing is too long, and makes the article of it. */
final class ArticleReader {

    /** Dashes of other kinds, which may be meant to be followed by the closing. */
    private static final Pattern OTHER_DASHES = Pattern.compile("(?:[‐‑‒–—―－−]\\s*){2,}|--");

    /** How lines begin, or are, that a page has below an article. */
    private static final Pattern FOOTER = Pattern.compile(
            "[\\s\\p{Ps}\\p{Pi}•·▲■※*]*(?:(?:责任编辑|責任編輯|责编|責編|编辑|編輯|审核|校对|校對|监制|監製|来源|來源|稿源|編集|文責|出典|편집|출처)\\s*[:：|｜].*"
                    + "|(?:原标题|原標題|延伸阅读|延伸閱讀|相关阅读|相關新聞|更多|分享到|上一篇|下一篇|关注我们|扫码)[^。]{0,40}"
                    + "|(?i:edited by|editors?|sources?)\\s*:.*|(?i:follow us|read more|share this|related articles)\\b.*|©.*)",
            Pattern.DOTALL);

    /** Matching a longer line would take stack. */
    private static final int LONGEST_DASHES = 100;

    /** So many numbers that are missing in a row are named. */
    private static final int MOST_MISSING = 5;

    /** How many of the last paragraphs may be a footer. */
    private static final int MOST_FOOTERS = 5;

    private static final int FEW = 3;

    private final PartNames names;
    private final Faults faults;

    ArticleReader(PartNames names, Faults faults) {
        this.names = names;
        this.faults = faults;
    }

    Article read(List<Section> sections) {
        Outline outline = Outline.of(sections, names, faults);
        outline.stories().forEach(this::check);
        outline.closing()
                .ifPresent(closing ->
                        limit(closing.line(), Message.of("the-closing"), closing.text(0), EditionContent.MAX_TEXT));
        checkEnd(outline);
        if (faults.isEmpty()) {
            compareParts(outline.stories());
        }
        List<String> titles = outline.stories().stream()
                .map(story -> story.heading().heading())
                .toList();
        Optional<List<Numeral>> numerals = Numeral.ofAll(titles)
                .filter(all ->
                        all.stream().allMatch(each -> WhiteSpace.length(each.text()) <= StoryContent.MAX_NUMERAL));
        if (numerals.isEmpty()) {
            compareNumbers(outline.stories());
        }
        List<Article.PrintedStory> stories = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            Optional<Numeral> numeral =
                    numerals.isPresent() ? Optional.of(numerals.get().get(i)) : Optional.empty();
            stories.add(new Article.PrintedStory(
                    outline.stories().get(i).heading().line(),
                    numeral.map(Numeral::text),
                    numeral.map(Numeral::title).orElse(titles.get(i)),
                    parts(outline.stories().get(i))));
        }
        Numbering numbers = numerals.map(all -> Numeral.isFalling(all) ? Numbering.FALLING : Numbering.RISING)
                .orElse(Numbering.NONE);
        Optional<Section> title = outline.title();
        Optional<String> byline = title.flatMap(this::byline);
        return new Article(
                title.map(this::title).orElse(""),
                byline,
                title.map(section -> introduction(section, byline.isPresent() ? 1 : 0))
                        .orElse(""),
                stories,
                outline.closing().map(closing -> closing.text(0)),
                numbers);
    }

    private String title(Section section) {
        if (WhiteSpace.isWhite(section.heading())) {
            faults.at(section.line(), FaultCode.HEADING_WITHOUT_TEXT, HeadingLine.marks(section.level()));
        }
        limit(section.line(), Message.of("this-title"), section.heading(), EditionContent.MAX_TITLE);
        return section.heading();
    }

    private Optional<String> byline(Section section) {
        if (section.isEmpty() || !Byline.is(section.paragraphs().get(0))) {
            return Optional.empty();
        }
        String byline = WhiteSpace.strip(Section.text(section.paragraphs().get(0)));
        if (Byline.isDate(byline)) {
            faults.at(section.textLine(), FaultCode.BYLINE_IS_DATE, quoted(byline));
        }
        return Optional.of(byline);
    }

    private String introduction(Section section, int first) {
        String introduction = section.text(first);
        if (!introduction.isEmpty()) {
            limit(
                    section.paragraphs().get(first).get(0).number(),
                    Message.of("the-introduction"),
                    introduction,
                    EditionContent.MAX_TEXT);
        }
        return introduction;
    }

    private void check(StoryOutline story) {
        Section heading = story.heading();
        title(heading);
        limit(heading.line(), Message.of("text-below"), heading.text(0), EditionContent.MAX_TEXT);
        story.parts().values().forEach(this::check);
        Section replay = story.parts().get(PartKind.REPLAY);
        if (replay != null && !heading.isEmpty() && !faults.isAt(heading.textLine())) {
            faults.at(heading.textLine(), FaultCode.TEXT_AND_PART, quoted(replay.markup()));
        }
    }

    private void check(Section part) {
        if (part.isEmpty() && !faults.isAt(part.line())) {
            faults.at(part.line(), FaultCode.PART_WITHOUT_TEXT, quoted(part.markup()));
        }
        limit(part.line(), Message.of("text-below"), part.text(0), EditionContent.MAX_TEXT);
        limit(part.line(), Message.of("this-heading"), part.heading(), EditionContent.MAX_TITLE);
    }

    private void limit(int line, Message what, String text, int most) {
        int length = WhiteSpace.length(text);
        if (length > most) {
            faults.at(line, FaultCode.TOO_LONG, what, length, most);
        }
    }

    /** What stands at the end of the last story, and may not be of it. */
    private void checkEnd(Outline outline) {
        if (outline.stories().isEmpty()) {
            return;
        }
        StoryOutline story = outline.stories().get(outline.stories().size() - 1);
        Section end = story.heading();
        for (Section part : story.parts().values()) {
            end = part;
        }
        List<List<Line>> paragraphs = end.paragraphs();
        for (List<Line> paragraph :
                paragraphs.subList(Math.max(0, paragraphs.size() - MOST_FOOTERS), paragraphs.size())) {
            Line first = paragraph.get(0);
            if (!first.isLiteral() && FOOTER.matcher(first.text()).matches()) {
                faults.at(first.number(), FaultCode.FOOTER_IN_STORY, quoted(first.text()));
            }
        }
        for (List<Line> paragraph : paragraphs) {
            Line line = paragraph.get(0);
            if (outline.closing().isEmpty()
                    && paragraph.size() == 1
                    && !line.isLiteral()
                    && line.text().length() <= LONGEST_DASHES
                    && OTHER_DASHES.matcher(WhiteSpace.strip(line.text())).matches()) {
                faults.at(line.number(), FaultCode.OTHER_DASHES, quoted(line.text()));
            }
        }
    }

    /** A part that most stories have and a few lack may have lost its heading. */
    private void compareParts(List<StoryOutline> stories) {
        for (PartKind kind : PartKind.values()) {
            List<StoryOutline> without = stories.stream()
                    .filter(story -> !story.parts().containsKey(kind))
                    .toList();
            int with = stories.size() - without.size();
            if (with >= FEW && with > 2 * without.size()) {
                without.forEach(story ->
                        faults.at(story.heading().line(), FaultCode.PART_IN_OTHERS, Message.of(kind.id()), with));
            }
        }
    }

    /** Where most titles have numbers, which are not consecutive, says where. */
    private void compareNumbers(List<StoryOutline> stories) {
        List<Optional<Numeral>> numerals = stories.stream()
                .map(story -> Numeral.of(story.heading().heading()).filter(Numeral::isOfList))
                .toList();
        long numbered = numerals.stream().filter(Optional::isPresent).count();
        if (numbered < FEW || numbered * 2 <= stories.size()) {
            return;
        }
        List<Numeral> present = numerals.stream().flatMap(Optional::stream).toList();
        int step = present.get(present.size() - 1).number() < present.get(0).number() ? -1 : 1;
        for (int i = 0; i < stories.size(); i++) {
            int line = stories.get(i).heading().line();
            if (numerals.get(i).isEmpty()) {
                faults.at(line, FaultCode.NUMBERS_NOT_CONSECUTIVE);
            } else if (i > 0 && numerals.get(i - 1).isPresent()) {
                compareNumbers(
                        line,
                        numerals.get(i - 1).get().number(),
                        numerals.get(i).get().number(),
                        step);
            }
        }
    }

    private void compareNumbers(int line, int before, int number, int step) {
        int missing = (number - before) * step - 1;
        if (missing > 0 && missing <= MOST_MISSING) {
            String numbers = IntStream.rangeClosed(1, missing)
                    .mapToObj(k -> Integer.toString(before + k * step))
                    .collect(Collectors.joining(", "));
            faults.at(line, FaultCode.NUMBERS_MISSING, numbers);
        } else if (missing != 0) {
            faults.at(line, FaultCode.NUMBERS_NOT_CONSECUTIVE);
        }
    }

    private static List<Part> parts(StoryOutline story) {
        List<Part> parts = new ArrayList<>();
        if (!story.heading().isEmpty()) {
            parts.add(
                    new Part(PartKind.REPLAY, Optional.empty(), story.heading().text(0)));
        }
        story.parts()
                .forEach((kind, section) -> parts.add(new Part(
                        kind, Optional.of(section.heading()).filter(heading -> !heading.isEmpty()), section.text(0))));
        return parts;
    }
}
