package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A kind of job. Stateless; every bean of this type is registered under its name. */
public interface Workflow {
  /** What {@code job_type} names; at most 64 characters. */
  String name();

  /** Refuses a job by throwing {@link IllegalArgumentException}, whose message the caller reads. */
  default void paramsCheck(ObjectNode jobExtra) {}

  /** The tasks, in the order in which they are listed. Called after {@link #paramsCheck}; may refuse in the same way. */
  List<TaskPlan> tasks(ObjectNode jobExtra);

  /** How long a job may take when its caller does not say; empty for an hour. */
  default Optional<Duration> timeout(ObjectNode jobExtra) {
    return Optional.empty();
  }
}
