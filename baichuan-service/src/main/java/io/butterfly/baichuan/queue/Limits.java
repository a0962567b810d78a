package io.butterfly.baichuan.queue;

/**
 * How fast a queue's messages may be claimed; 0 is no limit. Python workers are not bound by it.
 *
 * @param rate how many may be started within the period, spread over it: at most one second's share at once
 * @param ratePeriod seconds
 * @param concurrency how many workers may hold at once
 * @param groupConcurrency how many of each group, 1 when it is 0
 */
public record Limits(int rate, int ratePeriod, int concurrency, int groupConcurrency) {
    private static final int MOST = 1_000_000;
    private static final int LONGEST_PERIOD = 86_400;

    public Limits {
        require(rate >= 0 && rate <= MOST, "rate must be from 1 to 1000000, or 0 for no limit");
        require(ratePeriod >= 1 && ratePeriod <= LONGEST_PERIOD, "rate_period must be seconds from 1 to 86400");
        require(concurrency >= 0 && concurrency <= MOST, "concurrency must be from 1 to 1000000, or 0 for no limit");
        require(
                groupConcurrency >= 0 && groupConcurrency <= MOST,
                "group_concurrency must be from 1 to 1000000, or 0 for 1");
    }

    private static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
