/**
 * How content gets in: a manuscript is parsed, its faults are reported all at once, and a faultless one is
 * published in one transaction and announced as an event.
 */
@NullMarked
package dev.shida.manuscript;

import org.jspecify.annotations.NullMarked;
