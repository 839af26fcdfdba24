package dev.shida.manuscript;

/** What was given cannot be made into a manuscript. */
public final class UnimportableArticle extends Exception {
    private static final long serialVersionUID = 1L;

    public UnimportableArticle(String reason) {
        super(reason);
    }
}
