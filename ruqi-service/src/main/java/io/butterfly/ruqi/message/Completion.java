package io.butterfly.ruqi.message;

import io.butterfly.api.baichuan.Finished;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the end of its message, or that there is none any more, makes of a firing. */
final class Completion {
    private static final String SUCCESS = "finished";

    private Completion() {}

    /** Success is a handler that answered, with the expected {@code stat} if the job expects one. */
    static Outcome of(FiringMessage message, Finished end, Instant now) {
        Firing firing = message.firing();
        Duration cost = Duration.ofNanos((long) (end.cost() * 1e9));
        String output = end.result() == null ? message.id() : end.result().text();
        String stat = String.valueOf(end.stat());
        Optional<String> reason = Optional.empty();
        if (!SUCCESS.equals(end.status())) {
            reason = Optional.of("the message failed with " + stat);
        } else if (!firing.policies().execution().expectStat().orElse(stat).equals(stat)) {
            reason = Optional.of("the reply's stat is '" + stat + "', not '"
                    + firing.policies().execution().expectStat().get() + "'");
        }
        return new Outcome(
                firing,
                reason.isEmpty() ? Status.SUCCEEDED : Status.FAILED,
                output,
                now.minus(cost),
                now,
                cost,
                reason);
    }

    /** Its end will never be known. It is tried again when the job allows that. */
    static Outcome unknown(FiringMessage message, String reason, Instant now) {
        return new Outcome(
                message.afterUnknownEnd(), Status.LOST, reason, now, now, Duration.ZERO, Optional.of(reason));
    }
}
