package io.butterfly.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a message is published; immutable. What is not said has BaiChuan's default. */
public final class Options {
    public static final Options DEFAULTS = new Options(Map.of());

    private final Map<String, Object> members;

    private Options(Map<String, Object> members) {
        this.members = members;
    }

    /** For so long the ended message is kept with its result. */
    public Options resultTtl(Duration time) {
        return with("result_ttl", time.toSeconds());
    }

    /**
     * When a message of the same handler with the same parameters is queued or being executed, that one is returned
     * instead of a new one.
     */
    public Options unique() {
        return with("msg_create_unique", "yes");
    }

    /** An id of one's own: publishing it again returns the message that is there. */
    public Options taskId(String id) {
        return with("task_id", id);
    }

    /** One execution may take so long. */
    public Options timeout(Duration time) {
        return with("timeout", time.toSeconds());
    }

    /** Not to be started before so much time has passed. */
    public Options delay(Duration time) {
        return with("delay", time.toMillis() / 1000.0);
    }

    /** An execution must begin within so much time; then the message fails. */
    public Options ttl(Duration time) {
        return with("ttl", time.toSeconds());
    }

    /**
     * A handler that answers an error is asked again so often, first after this pause, then after pauses that double.
     */
    public Options retry(int most, Duration firstPause) {
        return with("retry_max", most).with("retry_backoff", firstPause.toSeconds());
    }

    /** 1 to 9: the highest is claimed first. */
    public Options priority(int priority) {
        return with("priority", priority);
    }

    /** Messages of one group are executed one at a time, and groups take turns. */
    public Options group(String name) {
        return with("group", name);
    }

    /** A handler that gets a message when this one has ended. */
    public Options onFinish(String handler) {
        return with("on_finish", handler);
    }

    /** Follows the message into every log line. */
    public Options traceId(String id) {
        return with("trace_id", id);
    }

    /** Any other member of {@code task_create}. */
    public Options with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Options(more);
    }

    Map<String, Object> members() {
        return members;
    }
}
