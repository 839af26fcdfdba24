/** Errors (RFC 9457): a closed enum of problem types, the body, the exception mapper, and which problem a failure is. */
@NullMarked
package dev.shida.problem;

import org.jspecify.annotations.NullMarked;
