/**
 * In front of everything else: answers from finished bytes whatever has been answered before at the present revision,
 * and knows nothing of what the answers say. Start reading at {@link dev.shida.edge.Edge}.
 */
@NullMarked
package dev.shida.edge;

import org.jspecify.annotations.NullMarked;
