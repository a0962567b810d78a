package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Firings to make up for: {@code /ruqi/job_backfill}; at most 1 000 a call.
 *
 * @param fromTime local time in the job's zone, {@code YYYY-MM-DD HH:MM:SS}
 * @param toTime the same, inclusive; the present unless given
 */
public record JobBackfill(
        @JsonProperty(required = true) String jobId,
        @JsonProperty(required = true) String fromTime,
        String toTime) {

    /**
     * What became of it.
     *
     * @param firings how many were made; the others have fired before
     * @param instants how many due instants there are in that time
     */
    public record Backfilled(int firings, int instants) {}
}
