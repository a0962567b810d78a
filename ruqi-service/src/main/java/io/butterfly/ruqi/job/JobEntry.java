package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A stored job as it is shown; it may be one that is not understood.
 *
 * @param uid empty for a row of the Python service
 * @param trigger {@code cron}, {@code interval} or {@code date}
 * @param rule in its stored form
 * @param nextRunAt when it fires next, jitter included; empty for a paused job
 * @param jitter how much of that is jitter: the due instant is that much earlier
 * @param anchor the due instant from which an interval counts; empty when it was not recorded
 * @param addedAt in the configured zone
 * @param policies by their words; what is missing is as by default
 * @param note for people
 * @param isForeign whether it is a row of the Python service that has not been taken over: its command is only shown
 * @param parked why it does not fire, when its row is not understood
 */
public record JobEntry(
        String id,
        String uid,
        String name,
        String trigger,
        String rule,
        String cmd,
        Optional<Instant> nextRunAt,
        Duration jitter,
        Optional<Instant> anchor,
        LocalDateTime addedAt,
        Map<String, String> policies,
        Optional<String> note,
        boolean isForeign,
        Optional<String> parked) {

    /** This job, when it may be run by this service. Throws when it has not been taken over. */
    public JobEntry requireOurs() {
        if (isForeign) {
            String why = parked.orElse("it was made by the Python service, and a replica that starts takes it over");
            throw new Refusal(
                    Stat.ERR,
                    "job '" + id + "' is parked (" + why + "): job_modify gives it a command that can run here");
        }
        return this;
    }

    /** The due instant; empty for a paused job. */
    public Optional<Instant> nextDueAt() {
        return nextRunAt.map(at -> at.minus(jitter));
    }
}
