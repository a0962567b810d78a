package io.butterfly.http;

import java.util.Iterator;

/**
 * A reply's {@code data} of the form {@code {"total": n, "list": [...]}} whose rows need not fit in memory together:
 * they are asked for while the reply is being written. The rows are read once, on any thread; what the iterator throws
 * breaks the reply off.
 *
 * @param total how many rows match in all
 */
public record LazyList(long total, Iterator<?> list) {}
