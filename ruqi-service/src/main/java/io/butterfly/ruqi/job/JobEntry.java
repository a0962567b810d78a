package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A stored job as it is shown; it may be one that cannot be read.
 *
 * @param identity its uid is empty for a row of the Python service
 * @param addedAt in the configured zone
 * @param policies by their names; what is missing is as by default
 * @param note for people
 */
public record JobEntry(
        Job.Identity identity,
        StoredRule storedRule,
        String cmd,
        Next next,
        LocalDateTime addedAt,
        Map<String, String> policies,
        Optional<String> note,
        Parking parking) {
    /**
     * The rule in its stored form.
     *
     * @param trigger {@code cron}, {@code interval} or {@code date}
     */
    public record StoredRule(String trigger, String rule) {}

    /**
     * When it fires next.
     *
     * @param at jitter included; empty for a paused job
     * @param jitter how much of that is jitter: the due instant is that much earlier
     * @param anchor the due instant from which an interval counts; empty when it was not recorded
     */
    public record Next(Optional<Instant> at, Duration jitter, Optional<Instant> anchor) {}

    /**
     * Whether it is kept from firing.
     *
     * @param isForeign whether it is a row of the Python service that has not been taken over: its command is only
     *     shown
     * @param reason why it does not fire, when its row cannot be read
     */
    public record Parking(boolean isForeign, Optional<String> reason) {}

    public String id() {
        return identity.id();
    }

    public String uid() {
        return identity.uid();
    }

    public String name() {
        return identity.name();
    }

    public String trigger() {
        return storedRule.trigger();
    }

    public String rule() {
        return storedRule.rule();
    }

    public Optional<Instant> nextRunAt() {
        return next.at();
    }

    public Optional<Instant> anchor() {
        return next.anchor();
    }

    public Optional<String> parked() {
        return parking.reason();
    }

    /** This job, when it may be run by this service. Throws when it has not been taken over. */
    public JobEntry requireOurs() {
        if (parking.isForeign()) {
            String why = parked().orElse("it was made by the Python service, and a replica that starts takes it over");
            throw new Refusal(
                    Stat.ERR,
                    "job '" + id() + "' is parked (" + why + "): job_modify gives it a command that can run here");
        }
        return this;
    }

    /** The due instant; empty for a paused job. */
    public Optional<Instant> nextDueAt() {
        return next.at().map(at -> at.minus(next.jitter()));
    }
}
