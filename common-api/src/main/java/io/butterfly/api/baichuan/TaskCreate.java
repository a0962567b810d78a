package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * A message to publish: {@code POST /baichuan/task_create}. Of {@code at_front}, {@code priority} and {@code group} at
 * most one is given.
 *
 * @param handler path of the handler, which is also the name of its queue; begins with {@code /}
 * @param params a JSON object, handed to the handler as it is
 * @param taskId the message's id, at most 255 characters, 230 with {@code on_finish}, not beginning with {@code ~}.
 *     Publishing an id again with the same handler and params changes nothing; with others it is refused with
 *     {@code ERR_MSG_EXIST}. Default: the id of this request
 * @param restart a text of the publisher's that names this wish, such as the id of a firing: the message of
 *     {@code taskId} begins anew when it has ended, with this handler and these params. Repeating the call under the
 *     same text does nothing; while the message is under way by another wish it is refused with
 *     {@code ERR_MSG_IN_QUEUED} or {@code ERR_MSG_IN_STARTED}. 1 to 255 printable ASCII characters without blanks
 * @param timeout seconds one execution may take, -1 for no limit. Default 180
 * @param resultTtl seconds the ended message is kept, 0 for an hour without its result, -1 for ever. Default 86 400
 * @param failureTtl the same for a message that failed. Default: {@code result_ttl}, but at least 86 400
 * @param ttl seconds from publishing within which an execution must begin; then it fails with {@code ERR_MSG_EXPIRED}.
 *     Default: no limit
 * @param delay seconds until it may be claimed, fractions allowed. Default 0
 * @param notBefore the same as a Unix time in seconds, fractions allowed; not together with {@code delay}
 * @param atFront it is claimed before those that wait already. Default false
 * @param priority 1 to 9, the highest is claimed first; those without one come last. Default 0: without
 * @param group messages of one group are executed one at a time (see {@code queue_limit}), and groups take turns.
 *     Default: none
 * @param retryMax how often a handler that answers an error is asked again. Default 0
 * @param retryBackoff seconds before the first retry, doubled for each further one up to an hour, ±20 %. Default 1
 * @param maxAttempts executions that may be lost (worker died) before the message fails with {@code ERR_MSG_LOST}.
 *     Default 3
 * @param msgCreateUnique what to do when an equal message is under way: {@code yes} or {@code reject} (nothing is
 *     published, the reply names the one that is there), {@code throttle} (the same for {@code unique_for} seconds,
 *     whether it has ended or not), {@code replace} (one that waits takes these params; one that is executed stays, and
 *     another is published), {@code debounce} (as replace, and what waits begins its {@code delay} anew). Default
 *     {@code no}
 * @param uniqueKey messages of a handler with this text are equal. Default: those with equal params, whatever the order
 *     of members
 * @param uniqueFor seconds for {@code throttle}
 * @param onFinish handler that gets one {@link Finished} when this message ends
 * @param traceId follows the message into every log line. Default: the id of this request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskCreate(
        @JsonProperty(required = true) String handler,
        @JsonProperty(required = true) RawJson params,
        String taskId,
        String restart,
        Integer timeout,
        Integer resultTtl,
        Integer failureTtl,
        Integer ttl,
        Double delay,
        Double notBefore,
        Boolean atFront,
        Integer priority,
        String group,
        Integer retryMax,
        Integer retryBackoff,
        Integer maxAttempts,
        String msgCreateUnique,
        String uniqueKey,
        Integer uniqueFor,
        String onFinish,
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

    public TaskCreate withRestart(String wish) {
        return TaskCreateBuilder.from(this).restart(wish).build();
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
