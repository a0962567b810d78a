package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.StartId;
import java.time.Duration;

/**
 * The message that executes one start of a task.
 *
 * @param timeoutSeconds of the execution, 0 for no limit
 * @param keepFor how long its outcome must be found
 */
public record TaskMessage(StartId id, String cmd, RawJson params, int timeoutSeconds, Duration keepFor, String traceId) {}
