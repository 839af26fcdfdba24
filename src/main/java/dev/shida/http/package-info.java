/**
 * What all responses share: query parameters, read strictly by {@link dev.shida.http.Parameters}; the validation of
 * requests before any resource; links, cache tags and JSON-LD.
 */
@NullMarked
package dev.shida.http;

import org.jspecify.annotations.NullMarked;
