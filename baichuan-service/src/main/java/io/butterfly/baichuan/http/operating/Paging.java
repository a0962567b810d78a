package io.butterfly.baichuan.http.operating;

import io.butterfly.baichuan.http.Checks;

/** Which piece of a list is wanted; pages count from 1. */
record Paging(long skipped, int size) {
    /** Of queues in one reply, which takes a few MB then. */
    static final int MOST_QUEUES = 5_000;

    private static final int DEFAULT_SIZE = 15;
    private static final int LAST = 100_000_000;

    static Paging of(Integer pageIndex, Integer pageSize, int most) {
        int index = pageIndex == null ? 1 : pageIndex;
        int size = pageSize == null ? DEFAULT_SIZE : pageSize;
        Checks.require(index > 0 && index <= LAST, "page_index must be from 1 to " + LAST);
        Checks.require(size > 0 && size <= most, "page_size must be from 1 to " + most);
        return new Paging((index - 1L) * size, size);
    }
}
