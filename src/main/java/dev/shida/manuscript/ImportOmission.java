package dev.shida.manuscript;

import java.util.Locale;

/** Why something that an article has is not in its manuscript. */
enum ImportOmission {
    FRONT_MATTER,
    ABOVE_TITLE,
    HIDDEN,
    DELETED,
    COMMENT,
    FORM,
    NAVIGATION,
    PAGE_FOOTER,
    BESIDE_ARTICLE,
    BELOW_ARTICLE,
    SYMBOL,
    MARKS;

    Message reason() {
        return Message.of("import.omitted." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
