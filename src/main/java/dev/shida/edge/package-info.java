/**
 * In front of everything else: connections and their limits, and the cache of responses by revision. It does not know what
 * responses say. Start reading at {@link dev.shida.edge.Edge}.
 */
@NullMarked
package dev.shida.edge;

import org.jspecify.annotations.NullMarked;
