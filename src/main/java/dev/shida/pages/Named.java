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
    static Named of(Label label, Language reader) {
        String text = label.in(reader.tag());
        String tag = label.texts().entrySet().stream()
                .filter(each -> each.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(reader.tag());
        return of(text, tag, reader);
    }

    /** A name in a language. */
    static Named of(String text, String language, Language reader) {
        return new Named(text, language, !Languages.areAlike(language, reader.tag()));
    }

    /** In the language of the interface. */
    static Named of(String text, Language reader) {
        return new Named(text, reader.tag(), false);
    }
}
