package io.butterfly.api.ruqi;

import io.butterfly.api.Param;

/**
 * What of the history goes: {@code /ruqi/job_history_clear}; firings that ended more than so many days ago, 180 unless
 * given.
 */
public record HistoryClear(
        @Param(
                value = "Firings that ended more than so many days ago go",
                unit = "days",
                min = 1,
                max = 36_500,
                byDefault = "180")
        Integer days) {

    /** How many firings went. */
    public record Cleared(long deleted) {}
}
