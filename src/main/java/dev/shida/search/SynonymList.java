package dev.shida.search;

import dev.shida.text.Synonyms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bundled synonyms and the operator's own. They are parsed when words are first searched for, not at the start. */
final class SynonymList implements Supplier<Synonyms> {
    private Synonyms own = Synonyms.NONE;
    private volatile @Nullable Synonyms all;

    /** Takes over the operator's own. */
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
        try (InputStream list = SynonymList.class.getResourceAsStream("/search/" + Synonyms.FILE)) {
            return Synonyms.parse(
                    new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8),
                    (message, line) -> {
                        throw new IllegalStateException(line + ": " + message);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
