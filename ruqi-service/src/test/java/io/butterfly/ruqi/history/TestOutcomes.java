package io.butterfly.ruqi.history;

import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import java.util.Optional;

/** Outcomes outside of a service: counted and traced nowhere. */
public final class TestOutcomes {
    private TestOutcomes() {}

    public static Outcomes into(Firings store) {
        return new Outcomes(
                new OutcomeWriter(
                        store,
                        FiringMeters.unseen(),
                        new FiringLog(Optional.empty(), Optional.empty()),
                        FiringEvents.unseen()),
                new ResumeSchedule(SteadyClock.system(), new Signal()));
    }
}
