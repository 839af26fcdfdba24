package dev.shida.pages;

import java.util.Locale;
import java.util.Set;

/** What pages have to know of a language. */
final class Languages {
    /** Those that are written from right to left where the tag does not name a script. */
    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "syr", "ug", "ur", "yi");

    private static final Set<String> SCRIPTS_RIGHT_TO_LEFT = Set.of("Arab", "Hebr", "Nkoo", "Syrc", "Thaa");

    private Languages() {}

    /** Whether a language is written from right to left. */
    static boolean isRightToLeft(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return locale.getScript().isEmpty()
                ? RIGHT_TO_LEFT.contains(locale.getLanguage())
                : SCRIPTS_RIGHT_TO_LEFT.contains(locale.getScript());
    }

    /** Whether two tags are of one language. */
    static boolean areAlike(String tag, String other) {
        return Locale.forLanguageTag(tag)
                .getLanguage()
                .equals(Locale.forLanguageTag(other).getLanguage());
    }
}
