package io.butterfly.ruqi.http;

import io.butterfly.api.ruqi.FiringListed;
import io.butterfly.api.ruqi.JobListed;
import io.butterfly.api.ruqi.JobShown;
import io.butterfly.api.ruqi.SchedulerStatus;
import io.butterfly.ruqi.firing.Pass;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.rule.WallClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What is told, in the contract's shapes and the configured zone. */
@Singleton
class Wire {
  private final ZoneId zone;

  Wire(ZoneId zone) {
    this.zone = zone;
  }

  JobListed listed(JobEntry job) {
    return new JobListed(
        job.id(), job.name(), job.trigger(), job.cmd(), job.rule(), seconds(job.nextRunAt()), WallClock.seconds(job.addedAt()), job.parked().orElse(null));
  }

  JobShown shown(JobEntry job) {
    String next = job.nextRunAt().map(instant -> WallClock.microseconds(local(instant))).orElse("None");
    return new JobShown(
        job.id(), job.name(), job.trigger(), job.cmd(), job.rule(), next, seconds(job.nextRunAt()),
        WallClock.seconds(job.addedAt()), job.parked().orElse(null));
  }

  FiringListed listed(HistoryEntry firing) {
    return new FiringListed(
        firing.id(), firing.jobId(), firing.jobName(), firing.cmd(), firing.isSuccess(), firing.output(), firing.cost(),
        firing.schedulerName(), WallClock.seconds(firing.endedAt()), firing.status().word(),
        milliseconds(firing.dueAt()), milliseconds(firing.startedAt()), lateness(firing), firing.attempt(),
        firing.firingId().orElse(null), firing.traceId().orElse(null), firing.reason().orElse(null));
  }

  private static Double lateness(HistoryEntry firing) {
    if (firing.dueAt().isEmpty() || firing.startedAt().isEmpty()) {
      return null;
    }
    return inSeconds(Duration.between(firing.dueAt().get(), firing.startedAt().get()));
  }

  SchedulerStatus status(Optional<Pass> latest, List<Replicas.Entry> replicas) {
    return new SchedulerStatus(
        latest.map(pass -> inSeconds(pass.waits())).orElse(null),
        latest.flatMap(Pass::nextAt).map(instant -> WallClock.seconds(local(instant))).orElse(null),
        seconds(latest.map(Pass::checkedAt)),
        replicas.stream().map(replica -> new SchedulerStatus.Scheduler(
            replica.name(), WallClock.seconds(local(replica.startedAt())), WallClock.seconds(local(replica.leaseEndsAt())))).toList());
  }

  private static double inSeconds(Duration duration) {
    return duration.toNanos() / 1_000 / 1e6;
  }

  private String seconds(Optional<Instant> instant) {
    return instant.map(at -> WallClock.seconds(local(at))).orElse(null);
  }

  private String milliseconds(Optional<Instant> instant) {
    return instant.map(at -> WallClock.milliseconds(local(at))).orElse(null);
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }
}
