/** What an operator watches: health and metrics, served on the management interface, not to the public. */
@NullMarked
package dev.shida.ops;

import org.jspecify.annotations.NullMarked;
