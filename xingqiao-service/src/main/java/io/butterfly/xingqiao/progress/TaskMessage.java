package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.TaskStart;
import java.time.Duration;

/**
 * What executes one start of a task: a message, or a job of another type.
 *
 * @param cmd the handler; the type when it is a job
 * @param timeoutSeconds of the execution, 0 for no limit
 * @param keepFor how long its outcome must be found
 */
public record TaskMessage(
        TaskStart start, String cmd, RawJson params, int timeoutSeconds, Duration keepFor, String traceId) {}
