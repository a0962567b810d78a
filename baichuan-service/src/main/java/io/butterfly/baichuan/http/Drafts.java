package io.butterfly.baichuan.http;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.http.Caller;

/** Makes drafts of what publishers send. */
final class Drafts {
  private Drafts() {}

  /** @param newId the message's id when the publisher gives none */
  static Draft of(TaskCreate task, String newId, Caller caller) {
    Checks.require(task.handler() != null, "handler must not be null");
    Checks.require(task.params() != null, "params must not be null");
    try {
      return new Draft(
          orElse(task.taskId(), newId), task.taskId() == null, task.handler(), task.params().text(), orElse(task.timeout(), Draft.DEFAULT_TIMEOUT),
          orElse(task.resultTtl(), Draft.DEFAULT_RESULT_TTL), orElse(task.maxAttempts(), Draft.DEFAULT_MAX_ATTEMPTS),
          orElse(task.onFinish(), ""), orElse(task.traceId(), caller.traceId()), caller.address(), "");
    } catch (IllegalArgumentException e) {
      throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
    }
  }

  private static <T> T orElse(T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
