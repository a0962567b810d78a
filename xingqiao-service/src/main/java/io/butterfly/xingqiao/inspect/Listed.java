package io.butterfly.xingqiao.inspect;

import java.util.Iterator;

/**
 * Rows that need not fit in memory together: they are read while the caller takes them.
 *
 * @param total how many match in all
 */
public record Listed<T>(long total, Iterator<T> rows) {}
