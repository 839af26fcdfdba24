/** How failure is said: a closed set of problem types (RFC 9457), the body that carries them, and the mappers that make it. */
@NullMarked
package dev.shida.problem;

import org.jspecify.annotations.NullMarked;
