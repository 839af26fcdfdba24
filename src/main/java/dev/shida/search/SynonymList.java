package dev.shida.search;

import dev.shida.text.Resource;
import dev.shida.text.Synonyms;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bundled synonyms and the operator's own. They are parsed when words are first searched for, not at the start. */
final class SynonymList implements Supplier<Synonyms> {
    private Synonyms own = Synonyms.NONE;
    private volatile @Nullable Synonyms all;

    /** Replaces the operator's own. */
    synchronized void update(Synonyms synonyms) {
        own = synonyms;
        all = null;
    }

    @Override
    public Synonyms get() {
        Synonyms current = all;
        return current != null ? current : parsed();
    }

    private synchronized Synonyms parsed() {
        Synonyms current = all;
        if (current == null) {
            current = bundled().and(own);
            all = current;
        }
        return current;
    }

    private static Synonyms bundled() {
        return Synonyms.parse(Resource.text("/search/" + Synonyms.FILE), (fault, line) -> {
            throw new IllegalStateException(line + ": " + fault);
        });
    }
}
