package io.butterfly.ruqi.completion;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a message ended, and what that makes of its firing. */
public record Completion(Finished finished) {
  private static final String SUCCESS = "finished";

  /** From the whole reply of {@code task_get} about a message that has ended. */
  public static Completion of(JsonNode reply, Firing firing) {
    JsonNode info = reply.path("task_info");
    RawJson result = info.has("result") ? RawJson.of(info.get("result")) : null;
    return new Completion(new Finished(
        firing.dispatchId(), "", info.path("status").asText(), reply.path("stat").asText(), result, 0, 1, firing.traceId()));
  }

  /** Success is a handler that answered, with the expected {@code stat} if the job expects one. */
  public Outcome of(Firing firing, Instant now) {
    Duration cost = Duration.ofNanos((long) (finished.cost() * 1e9));
    String output = finished.result() == null ? firing.dispatchId() : finished.result().text();
    String stat = String.valueOf(finished.stat());
    Optional<String> reason = Optional.empty();
    if (!SUCCESS.equals(finished.status())) {
      reason = Optional.of("the message failed with " + stat);
    } else if (!firing.policies().expectStat().orElse(stat).equals(stat)) {
      reason = Optional.of("the reply's stat is '" + stat + "', not '" + firing.policies().expectStat().get() + "'");
    }
    return new Outcome(firing, reason.isEmpty(), output, now.minus(cost), now, cost, reason);
  }
}
