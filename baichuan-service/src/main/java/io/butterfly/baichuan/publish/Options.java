package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Defaults;
import io.butterfly.baichuan.message.Names;

/**
 * How a message is to be treated. Its constructor refuses what cannot be meant, with a message that a person can read.
 *
 * @param timeout seconds an execution may take, -1 for no limit
 * @param resultTtl seconds the ended message is kept, 0 for an empty hash without its result, -1 for ever
 * @param failureTtl the same when it failed
 * @param ttl seconds from publishing within which an execution must begin, 0 for no limit
 * @param due when it may be claimed
 * @param position where it waits
 * @param onFinish handler that gets a report of its end, empty for none
 */
public record Options(
        int timeout,
        int resultTtl,
        int failureTtl,
        int ttl,
        DueTime due,
        Position position,
        Repeats repeats,
        String onFinish) {
    public static final Options DEFAULTS = new Options(
            Defaults.TIMEOUT,
            Defaults.RESULT_TTL,
            Defaults.RESULT_TTL,
            0,
            DueTime.NOW,
            Position.BACK,
            Repeats.DEFAULTS,
            "");

    private static final int TEN_YEARS = 315_360_000;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int LONGEST_BACKOFF = 3_600;

    public Options {
        require(
                timeout == -1 || timeout > 0 && timeout <= TEN_YEARS,
                "timeout must be seconds from 1 to 315360000, or -1 for no limit");
        require(isTtl(resultTtl), "result_ttl must be seconds from 0 to 315360000, or -1 for ever");
        require(isTtl(failureTtl), "failure_ttl must be seconds from 0 to 315360000, or -1 for ever");
        require(ttl >= 0 && ttl <= TEN_YEARS, "ttl must be seconds from 1 to 315360000, or 0 for no limit");
        require(
                onFinish.isEmpty() || Names.isHandler(onFinish),
                "on_finish must be a handler: it must " + Names.HANDLER_RULE);
    }

    private static boolean isTtl(int seconds) {
        return seconds >= -1 && seconds <= TEN_YEARS;
    }

    static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * How often an execution is repeated.
     *
     * @param retryMax how often an answer that is an error is followed by another execution
     * @param retryBackoff seconds before the first of these
     * @param maxAttempts executions that may be lost
     */
    public record Repeats(int retryMax, int retryBackoff, int maxAttempts) {
        static final Repeats DEFAULTS = new Repeats(0, Defaults.RETRY_BACKOFF, Defaults.MAX_ATTEMPTS);

        public Repeats {
            require(retryMax >= 0 && retryMax <= MOST_ATTEMPTS, "retry_max must be from 0 to 1000");
            require(
                    retryBackoff >= 0 && retryBackoff <= LONGEST_BACKOFF,
                    "retry_backoff must be seconds from 0 to 3600");
            require(maxAttempts > 0 && maxAttempts <= MOST_ATTEMPTS, "max_attempts must be from 1 to 1000");
        }
    }

    public Options withOnFinish(String listener) {
        return new Options(timeout, resultTtl, failureTtl, ttl, due, position, repeats, listener);
    }
}
