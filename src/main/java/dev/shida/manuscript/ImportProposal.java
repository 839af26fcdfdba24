package dev.shida.manuscript;

import java.util.List;
import java.util.Locale;

/**
 * Lines that may be those with which stories begin.
 *
 * @param items their places among the article's lines, at least one
 * @param sign what they have in common
 * @param detail more of that; may be empty
 */
record ImportProposal(List<Integer> items, Sign sign, String detail) {

    /** What tells the beginnings of stories from other lines. */
    enum Sign {
        NUMBERS_OF_A_FORM(45),
        NUMBERS(40),
        NUMBERS_BEFORE_SPACE(34),
        HEADINGS(32),
        LINES_ABOVE_LABELS(24),
        BOLD_LINES(22),
        STYLE(16),
        BOLD_BEGINNINGS(16),
        BULLETS(14),
        BRACKETS(12),
        LINES_ABOVE_TEXT(10),
        LINES_BETWEEN_TEXTS(9),
        SHORT_LINES(8),
        DATES(4),
        PARAGRAPHS(0);

        private final int weight;

        Sign(int weight) {
            this.weight = weight;
        }

        /** How much it says, whatever the lines are. */
        int weight() {
            return weight;
        }

        boolean isOfNumbers() {
            return this == NUMBERS_OF_A_FORM || this == NUMBERS || this == NUMBERS_BEFORE_SPACE;
        }

        /** Whether it needs no second look. */
        boolean isCertain() {
            return weight > 20;
        }

        /** Whether only the beginnings of the lines may be titles. */
        boolean isBeginning() {
            return this == BOLD_BEGINNINGS || this == BRACKETS;
        }
    }

    ImportProposal(List<Integer> items, Sign sign) {
        this(items, sign, "");
    }

    int first() {
        return items.get(0);
    }

    int last() {
        return items.get(items.size() - 1);
    }

    Message why() {
        return Message.of("import.by." + sign.name().toLowerCase(Locale.ROOT).replace('_', '-'), detail);
    }
}
