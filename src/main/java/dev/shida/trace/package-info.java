/** Traces of requests and publications, sent to a collector of OpenTelemetry where an operator has named one. */
@NullMarked
package dev.shida.trace;

import org.jspecify.annotations.NullMarked;
