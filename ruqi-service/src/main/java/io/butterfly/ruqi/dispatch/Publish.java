package io.butterfly.ruqi.dispatch;

import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.completion.CompletionLoop;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.policy.Delivery;

/**
 * A firing and the message it becomes.
 *
 * @param awaitsEnd whether the firing goes on until the message has ended; one whose id its owner chose ends when it is published
 */
record Publish(Firing firing, TaskCreate task, boolean awaitsEnd) {
  private static final int RESULT_TTL_SECONDS = 3_600;

  static Publish of(Firing firing, Target.Message message) {
    boolean awaitsEnd = firing.policies().awaitsEnd() && message.messageId().isEmpty();
    TaskCreate task = TaskCreate.of(message.handler(), message.params())
        .withTaskId(message.messageId().orElse(firing.dispatchId()))
        .withResultTtl(RESULT_TTL_SECONDS)
        .withTraceId(firing.id());
    if (awaitsEnd) {
      task = task.withOnFinish(CompletionLoop.HANDLER);
    }
    if (firing.policies().timeout().isPresent()) {
      task = task.withTimeout(Math.toIntExact(Math.max(1, firing.policies().timeout().get().toSeconds())));
    }
    if (firing.policies().delivery().filter(delivery -> delivery == Delivery.AT_MOST_ONCE).isPresent()) {
      task = task.withMaxAttempts(1);
    }
    return new Publish(firing, task, awaitsEnd);
  }
}
