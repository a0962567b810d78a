package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import java.util.Map;

/**
 * A message to publish: {@code POST /baichuan/task_create}. Of {@code at_front}, {@code priority} and {@code group} at
 * most one is given.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskCreate(
        @Param(value = "Path of the handler, which is also the name of its queue; begins with /", min = 2, max = 255)
        @JsonProperty(required = true)
        String handler,

        @Param(value = "What the handler gets, as it is; at most 1 MB and 900 levels deep", type = Map.class)
        @JsonProperty(required = true)
        RawJson params,

        @Param(
                value = "The id of the message: printable ASCII without blanks and braces, not beginning "
                        + "with ~; at most 230 characters with on_finish. The same id with the same handler "
                        + "and params changes nothing; with others it is refused. By default the id of this "
                        + "request",
                min = 1,
                max = 255)
        String taskId,

        @Param(
                value = "A text of the publisher that names this restart, such as the id of a firing: the "
                        + "message of task_id begins anew when it has ended. Repeating the call under the "
                        + "same text does nothing; while the message is under way by another restart it is "
                        + "refused",
                min = 1,
                max = 255)
        String restart,

        @Param(
                value = "What one execution may take, -1 for no limit",
                min = -1,
                max = 315_360_000,
                byDefault = "180",
                unit = "seconds")
        Integer timeout,

        @Param(
                value = "How long the ended message is kept: 0 for an hour without its result, -1 for ever",
                min = -1,
                max = 315_360_000,
                byDefault = "86400",
                unit = "seconds")
        Integer resultTtl,

        @Param(
                value = "The same for a message that failed. By default result_ttl, but at least 86 400",
                min = -1,
                max = 315_360_000,
                unit = "seconds")
        Integer failureTtl,

        @Param(
                value = "From publishing on, within which an execution must begin; then it fails with "
                        + "ERR_MSG_EXPIRED. 0 for no limit",
                min = 0,
                max = 315_360_000,
                byDefault = "0",
                unit = "seconds")
        Integer ttl,

        @Param(
                value = "Until it may be claimed; fractions are allowed",
                min = 0,
                max = 315_360_000,
                byDefault = "0",
                unit = "seconds")
        Double delay,

        @Param(
                value = "The same as a Unix time, fractions allowed; not together with delay",
                min = 0,
                max = 4_102_444_800L,
                unit = "seconds")
        Double notBefore,

        @Param(
                value = "It is claimed before those that wait already. Of at_front, priority and group at "
                        + "most one is given",
                byDefault = "false")
        Boolean atFront,

        @Param(
                value = "The highest is claimed first, and 0, which is none, comes last",
                min = 0,
                max = 9,
                byDefault = "0")
        Integer priority,

        @Param(
                value = "Messages of one group are executed one at a time (see queue_limit), and groups "
                        + "take turns",
                min = 1,
                max = 255)
        String group,

        @Param(value = "How often a handler that answers an error is asked again", min = 0, max = 1000, byDefault = "0")
        Integer retryMax,

        @Param(
                value = "Before the first retry, doubled for each further one up to an hour, +-20 %",
                min = 0,
                max = 3600,
                byDefault = "1",
                unit = "seconds")
        Integer retryBackoff,

        @Param(
                value = "Executions that may be lost (the worker died) before the message fails with ERR_MSG_LOST",
                min = 1,
                max = 1000,
                byDefault = "3")
        Integer maxAttempts,

        @Param(
                value = "When an equal message is under way: yes or reject publish nothing, throttle the "
                        + "same for unique_for whether it has ended or not, replace gives these params to one"
                        + " that waits, debounce begins its delay anew, too",
                oneOf = {"no", "yes", "reject", "throttle", "replace", "debounce"},
                byDefault = "no")
        String msgCreateUnique,

        @Param("Messages of a handler with this text are equal. By default those with equal "
                + "params, whatever the order of members")
        String uniqueKey,

        @Param(value = "For throttle", min = 0, max = 315_360_000, unit = "seconds")
        Integer uniqueFor,

        @Param(value = "Handler that gets a message when this one ends", min = 2, max = 255)
        String onFinish,

        @Param(value = "Follows the message into every log line. By default the id of this request", max = 255)
        String traceId) {

    public static TaskCreate of(String handler, RawJson params) {
        return builder(handler, params).build();
    }

    public static TaskCreateBuilder builder(String handler, RawJson params) {
        return new TaskCreateBuilder(handler, params);
    }

    public TaskCreate withTaskId(String id) {
        return TaskCreateBuilder.from(this).taskId(id).build();
    }

    public TaskCreate withRestart(String name) {
        return TaskCreateBuilder.from(this).restart(name).build();
    }

    public TaskCreate withTimeout(int seconds) {
        return TaskCreateBuilder.from(this).timeout(seconds).build();
    }

    public TaskCreate withResultTtl(int seconds) {
        return TaskCreateBuilder.from(this).resultTtl(seconds).build();
    }

    public TaskCreate withMaxAttempts(int executions) {
        return TaskCreateBuilder.from(this).maxAttempts(executions).build();
    }

    public TaskCreate withOnFinish(String finishHandler) {
        return TaskCreateBuilder.from(this).onFinish(finishHandler).build();
    }

    public TaskCreate withTraceId(String trace) {
        return TaskCreateBuilder.from(this).traceId(trace).build();
    }
}
