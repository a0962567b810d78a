package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;

/** Executes one firing, on the thread that calls it. */
interface Runner extends AutoCloseable {
    Kind kind();

    /** Throws {@link io.butterfly.api.Refusal} when the command may not run; an interrupt means that it is to stop. */
    RunResult run(Firing firing, OpenRuns.OpenRun open) throws InterruptedException;

    @Override
    void close();
}
