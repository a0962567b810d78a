package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a job's due instants are treated. The members of all groups stand beside each other on the wire, and all may be
 * left out. A number may be given as a number or as text; seconds may have a fraction.
 *
 * @param overlap while an earlier firing runs: {@code skip}, {@code allow} or {@code queue}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobPolicies(
        @JsonUnwrapped Lateness lateness,
        String overlap,
        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped Execution execution,
        @JsonUnwrapped Failures failures) {
    public static final JobPolicies NONE = new JobPolicies(null, null, null, null, null);

    /**
     * What becomes of an instant that fires late.
     *
     * @param misfire what becomes of instants later than the grace: {@code once} (default), {@code skip} or {@code all}
     * @param misfireGrace seconds that a firing may be late, 30 by default
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lateness(String misfire, JsonNode misfireGrace) {}

    /**
     * Which instants there are.
     *
     * @param timeZone of the rule and the window, such as {@code Europe/Berlin}; the service's by default
     * @param jitter each instant fires later by a random time up to so many seconds
     * @param startAt nothing is due before this local time
     * @param endAt nothing is due after this local time
     * @param calendar name of the excluded days
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Schedule(String timeZone, JsonNode jitter, String startAt, String endAt, String calendar) {}

    /**
     * How one run goes.
     *
     * @param timeout seconds that one run may take
     * @param dispatchTimeout seconds for which publishing a message is tried while BaiChuan does not answer, 600 by
     *     default
     * @param delivery {@code at_least_once} or {@code at_most_once}: what becomes of a started firing whose replica
     *     dies
     * @param expectStat success is a reply with this {@code stat}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Execution(JsonNode timeout, JsonNode dispatchTimeout, String delivery, String expectStat) {}

    /**
     * What follows a failure.
     *
     * @param retryMax how often a failed firing is tried again
     * @param pauseAfterFailures the job is paused after so many failures in a row
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failures(JsonNode retryMax, JsonNode pauseAfterFailures) {}
}
