package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A job and the columns that its table would hold beside it.
 *
 * @param addedAt when its id was added, even when it was changed since
 * @param failuresFrom failures of earlier due instants do not count
 * @param parked why it does not fire, when no call has paused it
 */
record StoredJob(Job job, Instant addedAt, Instant failuresFrom, Optional<String> parked) {

    /** When it fires next, jitter included. */
    Optional<Instant> nextRunAt() {
        return job.nextRunAt().map(due -> due.plus(jitter()));
    }

    private Duration jitter() {
        return job.nextRunAt()
                .map(due -> job.policies().schedule().jitterOf(job.uid(), due))
                .orElse(Duration.ZERO);
    }

    StoredJob dueAt(Optional<Instant> next, Optional<String> why) {
        return new StoredJob(job.dueNextAt(next), addedAt, failuresFrom, why);
    }

    JobEntry entry(ZoneId zone) {
        return new JobEntry(
                job.identity(),
                new JobEntry.StoredRule(job.trigger().name(), job.trigger().rule()),
                job.cmd(),
                new JobEntry.Next(nextRunAt(), jitter(), Optional.of(job.anchor())),
                LocalDateTime.ofInstant(addedAt, zone).withNano(0),
                PolicyCodec.write(job.policies()),
                job.note(),
                new JobEntry.Parking(false, parked));
    }
}
