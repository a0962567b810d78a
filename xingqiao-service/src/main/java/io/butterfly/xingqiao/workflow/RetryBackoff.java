package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * The pause before a failed task is started again: {@code seconds} before the first time, and {@code factor} times the
 * last one before each further.
 *
 * @param seconds 0 to start again at once, at most a day
 * @param factor 1 to 10, 2 when not given
 * @param maxSeconds ({@code max} in JSON) no pause is longer; 3 600 when not given
 */
public record RetryBackoff(
        double seconds, Double factor, @JsonProperty("max") Double maxSeconds) {
    public static final RetryBackoff NONE = new RetryBackoff(0, null, null);

    private static final double DAY = 86_400;

    public RetryBackoff {
        factor = factor == null ? Double.valueOf(2) : factor;
        maxSeconds = maxSeconds == null ? Double.valueOf(3_600) : maxSeconds;
        if (!(seconds >= 0 && seconds <= DAY && maxSeconds >= 0 && maxSeconds <= DAY && factor >= 1 && factor <= 10)) {
            throw new IllegalArgumentException("backoff: seconds and max must be 0 to 86400, factor 1 to 10");
        }
    }

    /** @param retry 1 for the first */
    public Duration before(int retry) {
        return Duration.ofMillis(Math.round(1_000 * Math.min(maxSeconds, seconds * Math.pow(factor, retry - 1))));
    }
}
