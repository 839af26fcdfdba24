/**
 * What all that is told over HTTP has in common, in whatever form it is told: what is asked is read strictly by
 * {@link dev.shida.web.Parameters}, into a type that cannot be wrong; links lead to other pages; and tags say what an
 * answer depends on.
 */
@NullMarked
package dev.shida.http;

import org.jspecify.annotations.NullMarked;
