package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Published.Kind;
import java.util.Optional;

/**
 * A message that is there.
 *
 * @param isRewritten whether an equal message has replaced its parameters, so that they say nothing about who published it
 */
public record Known(Status status, String handler, String params, boolean isRewritten) {

  static Known of(Draft draft) {
    return new Known(Status.QUEUED, draft.handler(), draft.params(), false);
  }

  /** What a draft of the same id hears. */
  Published answer(Draft draft) {
    if (!handler.equals(draft.handler())) {
      return new Published(
          draft.id(), Kind.TAKEN, Optional.of(status), "the id " + draft.id() + " belongs to a message for handler " + handler + "; give another task_id");
    }
    return isRewritten || Unique.isSame(params, draft.params())
        ? new Published(draft.id(), Kind.THERE, Optional.of(status), "")
        : new Published(
            draft.id(), Kind.TAKEN, Optional.of(status),
            "the id " + draft.id() + " belongs to a message for handler " + handler + " with other params; give another task_id");
  }
}
