package io.butterfly.xingqiao.workflow;

import io.butterfly.xingqiao.expression.Expression;

/**
 * A task that becomes as many as a list has items, decided when it starts. Each item's task is labelled
 * {@code <label>.<index>}, finds its item as the parameter {@code as}, and has the retries and the timeout of the task.
 * The task itself finishes when all of them have, with the reply {@code {"stat": "OK", "count": n, "results": [their
 * replies in order]}}, and fails with the code of the first that failed.
 *
 * @param in what the list is, such as {@code find.orders}; at most 1 000 items
 * @param as the parameter's name
 * @param parallel how many run at the same time, 0 for all
 */
public record ForEach(Expression in, String as, int parallel) {
    public static final int MAX_ITEMS = 1_000;

    public ForEach {
        if (in == null) {
            throw new IllegalArgumentException("foreach needs the member in, the path of a list");
        }
        as = as == null ? "item" : as;
        if (parallel < 0) {
            throw new IllegalArgumentException("foreach: parallel must not be negative");
        }
    }
}
