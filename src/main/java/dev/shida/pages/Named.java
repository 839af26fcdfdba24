package dev.shida.pages;

import dev.shida.content.Label;
import java.util.Map;

/**
 * A name as a page shows it.
 *
 * @param language a BCP 47 tag
 * @param foreign whether that is another language than the interface's
 */
record Named(String text, String language, boolean foreign) {
    /** The name that a label has in a language of the interface, or else its first. */
    static Named of(Label label, Language interfaceLanguage) {
        String text = label.in(interfaceLanguage.tag());
        String tag = label.texts().entrySet().stream()
                .filter(each -> each.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(interfaceLanguage.tag());
        return of(text, tag, interfaceLanguage);
    }

    /** A name in a language. */
    static Named of(String text, String language, Language interfaceLanguage) {
        return new Named(text, language, !Languages.areAlike(language, interfaceLanguage.tag()));
    }

    /** In the language of the interface. */
    static Named of(String text, Language interfaceLanguage) {
        return new Named(text, interfaceLanguage.tag(), false);
    }
}
