package io.butterfly.baichuan.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.baichuan.message.Status;

/** A message that is there. */
public record Known(Status status, String handler, String params) {

  /** What tells it from the draft of the same id; empty when nothing does. */
  String difference(Draft draft) {
    if (!handler.equals(draft.handler())) {
      return "there is a message of this task_id already, for handler " + handler;
    }
    return params.equals(draft.params()) || isSame(draft.params()) ? "" : "there is a message of this task_id already, with other params";
  }

  private boolean isSame(String other) {
    try {
      JsonNode mine = Json.tree(params);
      return mine.equals(Json.tree(other));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
