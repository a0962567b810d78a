package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * How one execution of a target went.
 *
 * @param how succeeded, failed, or lost when it is unknown whether the target did its work
 * @param output what the ledger shows
 * @param reason why it did not succeed
 */
record RunResult(Status how, String output, Duration cost, Optional<String> reason) {

    static RunResult succeeded(String output, Duration cost) {
        return new RunResult(Status.SUCCEEDED, output, cost, Optional.empty());
    }

    static RunResult failed(String output, Duration cost, String reason) {
        return new RunResult(Status.FAILED, output, cost, Optional.of(reason));
    }

    /** It was begun, and it is unknown how it ended. */
    static RunResult lost(String output, Duration cost, String reason) {
        return new RunResult(Status.LOST, output, cost, Optional.of(reason));
    }
}
