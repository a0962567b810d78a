package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Named days on which jobs do not fire: {@code /ruqi/calendar_set}; {@code /ruqi/calendar_list} shows them in the same
 * form.
 *
 * @param name at most 64 characters; jobs name it as their {@code calendar}
 * @param days {@code YYYY-MM-DD}, at most 5 000; they replace the ones before, and without any the calendar is gone
 */
public record CalendarSet(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) List<String> days) {}
