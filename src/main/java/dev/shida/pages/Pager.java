package dev.shida.pages;

import dev.shida.http.Link;
import dev.shida.problem.Problem;

/**
 * The pages of a list.
 *
 * @param number of this one, from 1
 * @param last the number of the last one, from 1
 */
record Pager(int number, long last) {
    /**
     * The pages of a list of so many items, of which a page that is laid out is one.
     *
     * @throws Problem if there are fewer
     */
    static Pager of(PageLayout layout, int number, long items, int size) {
        Pager pager = new Pager(number, Math.max(1, (items + size - 1) / size));
        if (number > pager.last) {
            Link last = pager.last == 1 ? layout.without("page") : layout.with("page", String.valueOf(pager.last));
            throw Problem.pastTheEnd(pager.last, last.toString());
        }
        return pager;
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
