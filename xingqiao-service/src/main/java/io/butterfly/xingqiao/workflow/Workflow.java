package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of job. Stateless and safe for many threads. Found as a bean of the service, by {@code ServiceLoader} in a jar
 * of the plugins folder, or made of a YAML file there.
 *
 * <p>It is asked when a job is created, in the order of its methods here, and may refuse the job in each of them by
 * throwing {@link IllegalArgumentException}, whose message the caller reads. What it answers is stored with the job, so
 * that a job goes on as it was planned whatever becomes of its workflow. Only a {@link Notifier.Hook} is looked up
 * again.
 */
public interface Workflow {
    /** What {@code job_type} names; at most 64 characters. */
    String name();

    /** A sentence for a person. */
    default String description() {
        return "";
    }

    /** A JSON Schema of {@code job_extra}; checked before {@link #paramsCheck}. */
    default Optional<JsonNode> paramsSchema() {
        return Optional.empty();
    }

    /** Checks what a schema cannot say. */
    default void paramsCheck(ObjectNode jobExtra) {}

    /** The tasks, in the order in which they are listed. */
    List<TaskPlan> tasks(ObjectNode jobExtra);

    /** How long a job may take when its caller does not say; empty for an hour. */
    default Optional<Duration> timeout(ObjectNode jobExtra) {
        return Optional.empty();
    }

    /** Names that only one unfinished job may hold at a time; 64 characters when joined by commas. */
    default List<String> locks(ObjectNode jobExtra) {
        return List.of();
    }

    /** How long a job waits for its locks when its caller does not say; empty for not at all. */
    default Optional<Duration> lockWait(ObjectNode jobExtra) {
        return Optional.empty();
    }

    /** Words to find and count jobs by; 128 characters as comma-joined {@code key=value}. */
    default Map<String, String> tags(ObjectNode jobExtra) {
        return Map.of();
    }

    /** The receiver of the job's changes. */
    default Optional<Notifier> notifier() {
        return Optional.empty();
    }
}
