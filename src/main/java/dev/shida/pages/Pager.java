package dev.shida.pages;

/**
 * The pages of a list.
 *
 * @param number of this one, from 1
 * @param last the number of the last one, from 1
 */
record Pager(int number, long last) {
    /** Of a list of so many items. */
    static Pager of(int number, long items, int size) {
        return new Pager(number, Math.max(1, (items + size - 1) / size));
    }

    public boolean needed() {
        return last > 1;
    }

    public boolean before() {
        return number > 1;
    }

    public boolean after() {
        return number < last;
    }

    public String previous() {
        return String.valueOf(number - 1);
    }

    public String next() {
        return String.valueOf(number + 1);
    }
}
