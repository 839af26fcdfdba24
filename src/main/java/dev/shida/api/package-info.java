/**
 * JSON out: thin resources that find, shape and return, and the records that are the representations. What a request
 * asks for is read by {@link dev.shida.http.Parameters} and checked once, into a type that cannot be wrong.
 */
@NullMarked
package dev.shida.api;

import org.jspecify.annotations.NullMarked;
