package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import java.util.List;

/** A rule to try: {@code /ruqi/rule_preview}. */
public record RulePreview(
        @Param(
                value = "The kind of rule",
                oneOf = {"cron", "interval", "date"})
        @JsonProperty(required = true)
        String jobTrigger,

        @Param("The rule, as job_add takes it") @JsonProperty(required = true)
        String rule,

        @Param("Such as Europe/Berlin; the service's by default")
        String timeZone,

        @Param("From this local time on; the present by default")
        String fromTime,

        @Param(value = "How many firings", min = 1, max = 1000, byDefault = "10")
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
