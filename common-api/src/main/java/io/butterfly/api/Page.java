package io.butterfly.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list. As a reply's {@code data} it has the form {@code {"total": n, "list": [...]}}. Its rows need not
 * fit in memory together: they are read once, on any thread, while the reply is being written, and what the iterator
 * throws breaks the reply off.
 *
 * @param total how many rows match in all
 */
public record Page<T>(long total, Iterator<T> rows) {
    public static <T> Page<T> of(long total, List<T> rows) {
        return new Page<>(total, rows.iterator());
    }

    /** All rows, of a page that fits in memory. */
    public List<T> toList() {
        List<T> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return all;
    }

    public <R> Page<R> map(Function<T, R> translate) {
        return new Page<>(total, new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public R next() {
                return translate.apply(rows.next());
            }
        });
    }
}
