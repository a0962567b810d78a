package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * How one execution of a target went.
 *
 * @param how succeeded, failed, or lost where nobody knows whether the target did its work
 * @param output what the ledger shows
 * @param reason why it did not succeed
 */
record Run(Status how, String output, Duration cost, Optional<String> reason) {

    static Run succeeded(String output, Duration cost) {
        return new Run(Status.SUCCEEDED, output, cost, Optional.empty());
    }

    static Run failed(String output, Duration cost, String reason) {
        return new Run(Status.FAILED, output, cost, Optional.of(reason));
    }

    /** It was begun, and nobody knows how it ended. */
    static Run lost(String output, Duration cost, String reason) {
        return new Run(Status.LOST, output, cost, Optional.of(reason));
    }
}
