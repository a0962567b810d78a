package io.butterfly.ruqi.dispatch;

import java.time.Duration;
import java.util.Optional;

/**
 * How one execution of a target went.
 *
 * @param output what the ledger shows
 * @param reason why it failed
 */
record Run(boolean isSuccess, String output, Duration cost, Optional<String> reason) {

  static Run succeeded(String output, Duration cost) {
    return new Run(true, output, cost, Optional.empty());
  }

  static Run failed(String output, Duration cost, String reason) {
    return new Run(false, output, cost, Optional.of(reason));
  }
}
