package dev.shida.pages;

import dev.shida.search.Highlight;
import dev.shida.search.Highlight.Range;
import java.util.ArrayList;
import java.util.List;

/** A text, some of which may be marked. */
record HighlightedText(List<Piece> pieces) {
    HighlightedText {
        pieces = pieces.stream().filter(piece -> !piece.text.isEmpty()).toList();
    }

    /** A part of the text that is marked throughout, or not at all. */
    record Piece(String text, boolean marked) {}

    /** A text without marks. */
    static HighlightedText plain(String text) {
        return new HighlightedText(List.of(new Piece(text, false)));
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
}
