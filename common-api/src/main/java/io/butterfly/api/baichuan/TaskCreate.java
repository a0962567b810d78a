package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * A message to publish: {@code POST /baichuan/task_create}.
 *
 * @param handler path of the handler, which is also the name of its queue; begins with {@code /}
 * @param params a JSON object, handed to the handler as it is
 * @param taskId the message's id, at most 255 characters; publishing an id again changes nothing. Default: the id of this request
 * @param timeout seconds one execution may take, -1 for no limit. Default 180
 * @param resultTtl seconds the ended message is kept, 0 for an hour without its result, -1 for ever. Default 86 400
 * @param maxAttempts executions that may be lost (worker died) before the message fails with {@code ERR_MSG_LOST}. Default 3
 * @param onFinish handler that gets one {@link Finished} when this message ends
 * @param traceId follows the message into every log line. Default: the id of this request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskCreate(
    @JsonProperty(required = true) String handler,
    @JsonProperty(required = true) RawJson params,
    String taskId,
    Integer timeout,
    Integer resultTtl,
    Integer maxAttempts,
    String onFinish,
    String traceId) {

  public static TaskCreate of(String handler, RawJson params) {
    return new TaskCreate(handler, params, null, null, null, null, null, null);
  }

  public TaskCreate withTaskId(String id) {
    return new TaskCreate(handler, params, id, timeout, resultTtl, maxAttempts, onFinish, traceId);
  }

  public TaskCreate withTimeout(int seconds) {
    return new TaskCreate(handler, params, taskId, seconds, resultTtl, maxAttempts, onFinish, traceId);
  }

  public TaskCreate withResultTtl(int seconds) {
    return new TaskCreate(handler, params, taskId, timeout, seconds, maxAttempts, onFinish, traceId);
  }

  public TaskCreate withMaxAttempts(int executions) {
    return new TaskCreate(handler, params, taskId, timeout, resultTtl, executions, onFinish, traceId);
  }

  public TaskCreate withOnFinish(String finishHandler) {
    return new TaskCreate(handler, params, taskId, timeout, resultTtl, maxAttempts, finishHandler, traceId);
  }

  public TaskCreate withTraceId(String trace) {
    return new TaskCreate(handler, params, taskId, timeout, resultTtl, maxAttempts, onFinish, trace);
  }
}
