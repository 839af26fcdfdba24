package dev.shida.manuscript;

/**
 * The name of what editions are published from: a folder and a file in it, as two folders may have files of the same name.
 */
record SourceName(String text) {
    /** How the names of the bundled files begin. */
    static final String BUNDLED = "bundled/";

    /** How the names of those in the operator's folder begin. */
    static final String OPERATORS = "operator's/";

    static SourceName of(String text) {
        return new SourceName(text);
    }

    static SourceName inFolder(String file) {
        return new SourceName(OPERATORS + file);
    }

    static SourceName inBundle(String file) {
        return new SourceName(BUNDLED + file);
    }

    boolean isBundled() {
        return text.startsWith(BUNDLED);
    }

    /** The file's name within its folder. */
    String file() {
        return text.substring(text.indexOf('/') + 1);
    }

    /** The name as the log has it. */
    String shown() {
        return isBundled() ? "the bundle" : Wording.fileName(file());
    }
}
