package io.butterfly.ruqi.job;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param total how many rows match in all
 * @param rows read once, as they come from the store
 */
public record Page<T>(long total, Iterator<T> rows) {

    public static <T> Page<T> of(long total, List<T> rows) {
        return new Page<>(total, rows.iterator());
    }

    public <R> Iterator<R> map(Function<T, R> translate) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public R next() {
                return translate.apply(rows.next());
            }
        };
    }
}
