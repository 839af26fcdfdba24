package dev.shida.feed;

import dev.shida.search.WordBreaks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the image that is shown where a page is shared: a sheet in the middle, which is whole where only a square is shown. This alone knows the JDK's graphics, which take a fifth of a second to load.
 */
final class ShareImage {
    static final int WIDTH = 1200;
    static final int HEIGHT = 630;

    /** Sizes of the title, the largest that it fits with is taken; with the smallest it is cut. */
    private static final List<Integer> SIZES = List.of(64, 56, 48, 40);

    /** Where the sheet begins, in the middle of which a square is cut out. */
    private static final int SHEET = (WIDTH - HEIGHT) / 2 - 15;

    private static final int MARGIN = SHEET + 48;
    private static final int RULE = 104;
    private static final int TITLE_TOP = 130;
    private static final int TITLE_HEIGHT = 375;
    private static final int PLACE = 88;
    private static final String BRAND = "十大";
    private static final float LINE_HEIGHT = 1.35f;
    private static final String ELLIPSIS = "…";

    private static final Color PAPER = new Color(0xFBF8F2);
    private static final Color INK = new Color(0x1F1D1A);
    private static final Color PALE_INK = new Color(0x6B655C);
    private static final Color ACCENT = new Color(0xB3261E);
    private static final BasicStroke STROKE = new BasicStroke(2.5f);

    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    /** Null until it has been read: were it read with the class, a failure would last as long as the process. */
    private static volatile @Nullable Font font;

    private ShareImage() {}

    /** Loads what drawing takes. The JDK's classes do not recover from a failure to load, as for want of descriptors. */
    static void load() {
        draw("", "zh", "", "");
    }

    /**
     * Draws an image.
     *
     * @param title left out if the font lacks one of its letters: the source takes its place, unless it lacks one too
     * @param language of the title, a BCP 47 tag
     * @param place of a story in the ranking, as printed, or a year; empty if there is none
     * @param source what it is of; empty if it is of nothing else
     * @return PNG, {@value #WIDTH} by {@value #HEIGHT}
     */
    static byte[] draw(String title, String language, String place, String source) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        drawSheet(graphics);

        graphics.setColor(ACCENT);
        graphics.setFont(font().deriveFont((float) PLACE));
        if (isLegible(place)) {
            String text = drawable(place);
            int width = (int) graphics.getFont().getStringBounds(text, METRICS).getWidth();
            graphics.drawString(text, WIDTH - MARGIN - width, RULE - 18);
        }

        List<String> drawn = Stream.of(title, source)
                .filter(ShareImage::isLegible)
                .map(ShareImage::drawable)
                .toList();
        Block block = drawn.isEmpty() ? new Block(List.of(), SIZES.get(0)) : Block.of(drawn.get(0), language);
        graphics.setColor(INK);
        graphics.setFont(font().deriveFont((float) block.size()));
        float line = block.size() * LINE_HEIGHT;
        float y = TITLE_TOP + (TITLE_HEIGHT - line * block.lines().size()) / 2 + block.size();
        for (String text : block.lines()) {
            graphics.drawString(text, MARGIN, y);
            y += line;
        }

        Font small = font().deriveFont(28f);
        graphics.setColor(PALE_INK);
        graphics.setFont(small);
        if (drawn.size() == 2) {
            graphics.drawString(cut(drawn.get(1), small), MARGIN, HEIGHT - 62);
        }
        graphics.dispose();
        return png(image);
    }

    /** The ground, and on it the sheet with its brand and the double rule that the pages have. */
    private static void drawSheet(Graphics2D graphics) {
        graphics.setColor(ACCENT);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(PAPER);
        graphics.fillRect(SHEET, 0, WIDTH - 2 * SHEET, HEIGHT);
        graphics.setColor(INK);
        graphics.setFont(font().deriveFont(44f));
        graphics.drawString(BRAND, MARGIN, RULE - 22);
        graphics.setStroke(STROKE);
        graphics.drawLine(MARGIN, RULE, WIDTH - MARGIN, RULE);
        graphics.drawLine(MARGIN, RULE + 7, WIDTH - MARGIN, RULE + 7);
    }

    /** Whether the font has every letter and digit of a text, and it has any: without one, what is left would mislead. */
    static boolean isLegible(String text) {
        return !drawable(text).isEmpty()
                && text.codePoints()
                        .filter(c -> Character.isLetterOrDigit(c)
                                || Character.getType(c) == Character.COMBINING_SPACING_MARK)
                        .allMatch(font()::canDisplay);
    }

    /** A text without what the font has no glyph for, such as emoji, and without what only steers how it is drawn. */
    static String drawable(String text) {
        StringBuilder drawable = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> font().canDisplay(c) && Character.getType(c) != Character.FORMAT && !selectsVariation(c))
                .forEach(drawable::appendCodePoint);
        return drawable.toString().replaceAll(" +", " ").strip();
    }

    /** JDKs differ in whether a font can display what only selects a form of the character before it. */
    private static boolean selectsVariation(int point) {
        Character.UnicodeBlock block = Character.UnicodeBlock.of(point);
        return block == Character.UnicodeBlock.VARIATION_SELECTORS
                || block == Character.UnicodeBlock.VARIATION_SELECTORS_SUPPLEMENT;
    }

    /** A title in lines, none longer than the image is wide. */
    record Block(List<String> lines, int size) {
        static Block of(String title, String language) {
            for (int size : SIZES) {
                List<String> lines = wrap(title, language, font().deriveFont((float) size));
                int most = (int) (TITLE_HEIGHT / (size * LINE_HEIGHT));
                if (lines.size() <= most) {
                    return new Block(lines, size);
                }
                if (size == SIZES.get(SIZES.size() - 1)) {
                    List<String> shown = new ArrayList<>(lines.subList(0, most - 1));
                    String rest = String.join("", lines.subList(most - 1, lines.size()));
                    shown.add(cut(rest, font().deriveFont((float) size)));
                    return new Block(shown, size);
                }
            }
            throw new IllegalStateException("no sizes");
        }
    }

    /** Breaks between words, not before closing punctuation, nor after opening; a word that is too long anywhere. */
    private static List<String> wrap(String text, String language, Font font) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.CHINESE);
        breaks.setText(text);
        List<Integer> words = WordBreaks.in(text, language);
        List<String> lines = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            if (next < text.length() && !isBreak(text, next, words)) {
                continue;
            }
            if (!fits(text.substring(start, next).stripTrailing(), font)) {
                if (end > start) {
                    lines.add(text.substring(start, end).stripTrailing());
                    start = end;
                }
                while (!fits(text.substring(start, next).stripTrailing(), font)) {
                    int most = longest(text.substring(start, next), font);
                    lines.add(text.substring(start, start + most));
                    start += most;
                }
            }
            end = next;
        }
        lines.add(text.substring(start).stripTrailing());
        return lines;
    }

    /** Between its words are spaces. */
    private static boolean isHangul(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL;
    }

    /** Whether a line may end here, where the JDK, which does not know all brackets, would let it. */
    private static boolean isBreak(String text, int index, List<Integer> words) {
        int before = text.codePointBefore(index);
        int after = text.codePointAt(index);
        return !isOfType(before, Character.START_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION)
                && !isOfType(after, Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION)
                && !(isHangul(before) && isHangul(after))
                && (!Character.isIdeographic(before)
                        || !Character.isIdeographic(after)
                        || words.isEmpty()
                        || words.contains(index));
    }

    private static boolean isOfType(int point, byte type, byte otherType) {
        return Character.getType(point) == type || Character.getType(point) == otherType;
    }

    private static String cut(String text, Font font) {
        if (fits(text, font)) {
            return text;
        }
        int most = longest(text, font);
        while (most > 0 && !fits(text.substring(0, most) + ELLIPSIS, font)) {
            most = text.offsetByCodePoints(most, -1);
        }
        return text.substring(0, most) + ELLIPSIS;
    }

    /** How much of a text fits on a line, at least one character of it. */
    private static int longest(String text, Font font) {
        return IntStream.iterate(
                        text.offsetByCodePoints(0, 1),
                        end -> end <= text.length(),
                        end -> end < text.length() ? text.offsetByCodePoints(end, 1) : end + 1)
                .takeWhile(end -> end <= 2 || fits(text.substring(0, end), font))
                .max()
                .orElseThrow();
    }

    private static boolean fits(String text, Font font) {
        return font.getStringBounds(text, METRICS).getWidth() <= WIDTH - 2 * MARGIN;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // By default a file would be written in between.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Font font() {
        Font known = font;
        if (known == null) {
            known = readFont();
            font = known;
        }
        return known;
    }

    private static Font readFont() {
        System.setProperty("java.awt.headless", "true");
        try (InputStream file =
                Objects.requireNonNull(ShareImage.class.getResourceAsStream("/font/NotoSansCJKsc-Bold.otf"))) {
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
