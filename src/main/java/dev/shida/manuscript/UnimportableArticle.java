package dev.shida.manuscript;

import java.util.Locale;

/** What was given cannot be made into a manuscript. */
public final class UnimportableArticle extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;

    UnimportableArticle(Message reason) {
        super(reason.in(Locale.ENGLISH));
        this.reason = reason;
    }

    /** Why, in Chinese for a Chinese locale, else in English. */
    public String in(Locale language) {
        return reason.in(language);
    }
}
