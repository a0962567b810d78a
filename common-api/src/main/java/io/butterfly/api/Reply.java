package io.butterfly.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a JSON endpoint answers: {@code stat} at the top level beside the other members, always with HTTP 200.
 *
 * @param stat {@code OK} or an error code
 * @param message for a person, absent when {@code stat} is {@code OK}
 * @param members everything else, in order; most calls have only {@code data}
 */
public record Reply(
        @JsonProperty String stat,

        @JsonProperty @JsonInclude(JsonInclude.Include.NON_NULL)
        String message,

        @JsonAnyGetter Map<String, Object> members) {

    public Reply {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Reply ok() {
        return new Reply(Stat.OK.name(), null, Map.of());
    }

    public static Reply data(Object data) {
        return ok().with("data", data);
    }

    public static Reply refused(Stat stat, String message) {
        return new Reply(stat.name(), message, Map.of());
    }

    /** The same reply with one more member. */
    public Reply with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Reply(stat, message, more);
    }

    public boolean isOk() {
        return Stat.OK.name().equals(stat);
    }
}
