package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import java.util.List;

/**
 * Named days on which jobs do not fire: {@code /ruqi/calendar_set}; {@code /ruqi/calendar_list} shows them in the same
 * form.
 */
public record CalendarSet(
        @Param(value = "Its name, which jobs give as their calendar", min = 1, max = 64) @JsonProperty(required = true)
        String name,

        @Param(
                value = "YYYY-MM-DD each; they replace the ones before, and without any the calendar is gone",
                max = 5000)
        @JsonProperty(required = true)
        List<String> days) {}
