@NullMarked
package dev.shida;

import org.jspecify.annotations.NullMarked;
