package io.butterfly.api.baichuan;

import java.util.List;

/** {@code data} of the reply to a {@link TaskGetBatch}: one element an id, in order; null where there is no message. */
public record TasksFound(List<TaskFound> tasks) {}
