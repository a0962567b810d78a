package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A rule to try: {@code /ruqi/rule_preview}.
 *
 * @param timeZone such as {@code Europe/Berlin}; the service's unless given
 * @param fromTime local time in that zone from which on; the present unless given
 * @param count how many firings, 1 to 1 000; 10 unless given
 */
public record RulePreview(
        @JsonProperty(required = true) String jobTrigger,
        @JsonProperty(required = true) String rule,
        String timeZone,
        String fromTime,
        Integer count) {

    /**
     * When it would fire.
     *
     * @param rule in its stored form
     * @param list fewer than asked for when the rule ends
     */
    public record Preview(String rule, String timeZone, List<Firing> list) {}

    /** A due instant: local, with microseconds when there are any, and as UTC. */
    public record Firing(String dueTime, String offset, String utc) {}
}
