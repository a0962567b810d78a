package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;

/** Executes one firing, on the thread that calls it. */
interface Runner extends AutoCloseable {
  Kind kind();

  /** Throws {@link io.butterfly.api.Refusal} when the command may not run; an interrupt means that the service stops. */
  Run run(Firing firing) throws InterruptedException;

  @Override
  void close();
}
