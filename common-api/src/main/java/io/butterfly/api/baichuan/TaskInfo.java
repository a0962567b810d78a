package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.butterfly.api.RawJson;
import java.util.Map;
import java.util.Optional;

/**
 * {@code task_info}: a message as BaiChuan keeps it. Its parameters ({@code data}) are not read.
 *
 * @param origin its handler
 * @param status null when the peer said something that is no status
 * @param stat the code it ended with; null before its end, and for a reply without one
 * @param result the handler's whole reply; null when there is none, or when it was not asked for
 * @param cost seconds of the last execution, 0 before its end
 * @param traceId null when it has none
 * @param notes the other members by their names: times, counters, who and where
 */
@JsonIgnoreProperties("data")
public record TaskInfo(
        String taskId,
        String origin,
        MessageStatus status,
        String stat,
        RawJson result,
        double cost,
        String traceId,
        @JsonAnySetter Map<String, RawJson> notes) {

    public TaskInfo {
        notes = notes == null ? Map.of() : notes;
    }

    public boolean isEnded() {
        return status != null && status.isEnded();
    }

    /** UTC, as ISO 8601 with a {@code Z}; empty when no execution has begun. */
    public Optional<String> startedAt() {
        return note("started_at");
    }

    /** Seconds one execution may take; 0 when nothing is said, -1 for no limit. */
    public long timeout() {
        return number("timeout");
    }

    /** Unix time in milliseconds; 0 when no lease protects its execution, as in a Python worker. */
    public long leaseUntil() {
        return number("lease_until");
    }

    /** Whether its result found no room in the answer: {@code task_get} has it. */
    public boolean isResultOmitted() {
        return note("result_omitted").isPresent();
    }

    private Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name)).map(note -> note.tree().asText());
    }

    private long number(String name) {
        return note(name)
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
