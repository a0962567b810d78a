package io.butterfly.api.ruqi;

/**
 * What of the history goes: {@code /ruqi/job_history_clear}; firings that ended more than so many days ago, 180 unless
 * given.
 */
public record HistoryClear(Integer days) {

    /** How many firings went. */
    public record Cleared(long deleted) {}
}
