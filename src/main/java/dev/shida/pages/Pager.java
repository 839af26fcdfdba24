package dev.shida.pages;

import dev.shida.content.Slice;

/**
 * The pages of a list.
 *
 * @param number of this one, from 1
 */
record Pager(int number, boolean before, boolean after) {
    static Pager of(int number, Slice<?> slice) {
        return new Pager(number, slice.before(), slice.after());
    }

    public boolean needed() {
        return before || after;
    }

    public String previous() {
        return String.valueOf(number - 1);
    }

    public String next() {
        return String.valueOf(number + 1);
    }
}
