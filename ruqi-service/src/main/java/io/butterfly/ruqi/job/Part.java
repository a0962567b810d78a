package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;

/**
 * Which part of a list, and how it is sorted.
 *
 * @param offset how many matches come before the part
 * @param limit how many it holds at most
 * @param orderBy a column's name on the wire
 * @param isRising from the smallest to the greatest
 */
public record Part(long offset, long limit, String orderBy, boolean isRising) {
    private static final int DEFAULT_PAGE_SIZE = 15;

    /**
     * Pages count from 1; page 0 is page 1; without a page index, or with a page size of 0, everything matches.
     *
     * @param orderDir {@code asc} or {@code desc}; null for {@code desc}
     */
    public static Part of(Long pageIndex, Long pageSize, String orderBy, String orderDir) {
        long size = atLeastZero("page_size", pageSize == null ? DEFAULT_PAGE_SIZE : pageSize);
        boolean isRising = isRising(orderDir == null ? "desc" : orderDir);
        if (pageIndex == null || size == 0) {
            return new Part(0, Long.MAX_VALUE, orderBy, isRising);
        }
        long index = Math.max(1, atLeastZero("page_index", pageIndex));
        return new Part((index - 1) * size, size, orderBy, isRising);
    }

    private static boolean isRising(String orderDir) {
        return switch (orderDir) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw new Refusal(Stat.ERR, "orderDir must be asc or desc, not '" + orderDir + "'");
        };
    }

    private static long atLeastZero(String field, long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new Refusal(Stat.ERR_SERVER_EXCEPTION, field + " must be a number from 0 to " + Integer.MAX_VALUE);
        }
        return value;
    }
}
