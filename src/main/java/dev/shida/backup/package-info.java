/** Backups: one portable archive of all that the store has, made while the service runs, and restored into an empty folder. */
@NullMarked
package dev.shida.backup;

import org.jspecify.annotations.NullMarked;
