package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** Firings to make up for: {@code /ruqi/job_backfill}; at most 1 000 a call. */
public record JobBackfill(
        @Param("The job's id") @JsonProperty(required = true)
        String jobId,

        @Param("From when on: local time in the job's zone, YYYY-MM-DD HH:MM:SS") @JsonProperty(required = true)
        String fromTime,

        @Param("Until when, inclusive; the present by default")
        String toTime) {

    /**
     * What became of it.
     *
     * @param firings how many were made; the others have fired before
     * @param instants how many due instants there are in that time
     */
    public record Backfilled(int firings, int instants) {}
}
