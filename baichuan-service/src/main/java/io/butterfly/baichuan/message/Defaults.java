package io.butterfly.baichuan.message;

/** What holds for a message whose publisher does not say otherwise; times are seconds. */
public final class Defaults {
    public static final int TIMEOUT = 180;
    public static final int RESULT_TTL = 86_400;
    public static final int MAX_ATTEMPTS = 3;
    public static final int RETRY_BACKOFF = 1;

    private Defaults() {}

    /** A failure is kept for a day at least, so that people can look at it. */
    public static int failureTtl(int resultTtl) {
        return resultTtl == -1 ? -1 : Math.max(resultTtl, RESULT_TTL);
    }
}
