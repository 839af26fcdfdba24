package dev.shida.pages;

import dev.shida.search.Highlight;
import dev.shida.search.Highlight.Range;
import dev.shida.search.WordBreaks;
import java.util.ArrayList;
import java.util.List;

/** A text, some of which may be marked. */
record HighlightedText(List<Piece> pieces) {
    HighlightedText {
        pieces = pieces.stream().filter(piece -> !piece.text().isEmpty()).toList();
    }

    /**
     * A part of the text that is marked throughout, or not at all.
     *
     * @param words between which a line may end
     * @param breakable whether a line may end before it
     */
    record Piece(List<String> words, boolean marked, boolean breakable) {
        Piece(String text, boolean marked) {
            this(List.of(text), marked, false);
        }

        public String text() {
            return String.join("", words);
        }
    }

    /** What is between the apostrophes of a part, where they have to be set apart. */
    public List<String> runs(String part) {
        return Typography.runs(part, pieces.stream().anyMatch(piece -> Typography.hasHan(piece.text())));
    }

    /** A text without marks. */
    static HighlightedText plain(String text) {
        return new HighlightedText(List.of(new Piece(text, false)));
    }

    /** A headline without marks. */
    static HighlightedText headline(String text, String language) {
        return plain(text).asHeadline(language);
    }

    /** A text in which what was found is marked. */
    static HighlightedText of(Highlight highlight) {
        List<Piece> pieces = new ArrayList<>();
        String text = highlight.text();
        int end = 0;
        for (Range range : highlight.ranges()) {
            pieces.add(new Piece(text.substring(end, range.from()), false));
            pieces.add(new Piece(text.substring(range.from(), range.to()), true));
            end = range.to();
        }
        pieces.add(new Piece(text.substring(end), false));
        return new HighlightedText(pieces);
    }

    /** The same with places where a line may end between words, for want of spaces. */
    HighlightedText asHeadline(String language) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        List<Integer> breaks = WordBreaks.in(text.toString(), language);
        List<Piece> divided = new ArrayList<>();
        int start = 0;
        for (Piece piece : pieces) {
            int end = start + piece.text().length();
            List<String> words = new ArrayList<>();
            int from = start;
            for (int at : breaks) {
                if (at > start && at < end) {
                    words.add(text.substring(from, at));
                    from = at;
                }
            }
            words.add(text.substring(from, end));
            divided.add(new Piece(words, piece.marked, breaks.contains(start)));
            start = end;
        }
        return new HighlightedText(divided);
    }
}
