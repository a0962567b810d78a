package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Param;

/**
 * How a job's due instants are treated. The members of all groups stand beside each other on the wire, and all may be
 * left out. A number may be given as a number or as text; seconds may have a fraction.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobPolicies(
        @JsonUnwrapped Lateness lateness,

        @Param(
                value = "While an earlier firing runs. By default skip, and for messages allow",
                oneOf = {"skip", "allow", "queue"})
        String overlap,

        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped Execution execution,
        @JsonUnwrapped Failures failures) {
    public static final JobPolicies NONE = new JobPolicies(null, null, null, null, null);

    /** What becomes of an instant that fires late. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lateness(
            @Param(
                    value = "What becomes of instants later than the grace",
                    oneOf = {"once", "skip", "all"},
                    byDefault = "once")
            String misfire,

            @Param(
                    value = "A firing may be so late",
                    type = Double.class,
                    min = 0,
                    max = 31_622_400,
                    byDefault = "30",
                    unit = "seconds")
            JsonNode misfireGrace) {}

    /** Which instants there are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Schedule(
            @Param("Zone of the rule and the window, such as Europe/Berlin; the service's by default")
            String timeZone,

            @Param(
                    value = "Each instant fires later by a random time up to so many seconds",
                    type = Double.class,
                    min = 0,
                    max = 86_400,
                    byDefault = "0",
                    unit = "seconds")
            JsonNode jitter,

            @Param("Nothing is due before this local time") String startAt,
            @Param("Nothing is due after this local time") String endAt,

            @Param(value = "Name of the excluded days", max = 64)
            String calendar) {}

    /** How one run goes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Execution(
            @Param(
                    value = "What one run may take; the service's limit by default",
                    type = Double.class,
                    min = 1,
                    max = 31_622_400,
                    unit = "seconds")
            JsonNode timeout,

            @Param(
                    value = "How long publishing a message is tried while BaiChuan does not answer",
                    type = Double.class,
                    min = 1,
                    max = 31_622_400,
                    byDefault = "600",
                    unit = "seconds")
            JsonNode dispatchTimeout,

            @Param(
                    value = "What becomes of a started firing whose replica dies. By default at most once for "
                            + "scripts, otherwise at least once",
                    oneOf = {"at_least_once", "at_most_once"})
            String delivery,

            @Param(value = "Success is a reply with this stat; by default any whole reply is", max = 64)
            String expectStat) {}

    /** What follows a failure. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failures(
            @Param(
                    value = "How often a failed firing is tried again",
                    type = Integer.class,
                    min = 0,
                    max = 100,
                    byDefault = "0")
            JsonNode retryMax,

            @Param(
                    value = "The job is paused after so many failures in a row; 0 for never",
                    type = Integer.class,
                    min = 0,
                    max = 1000,
                    byDefault = "0")
            JsonNode pauseAfterFailures) {}
}
