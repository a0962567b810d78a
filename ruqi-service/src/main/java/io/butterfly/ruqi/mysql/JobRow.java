package io.butterfly.ruqi.mysql;

import io.butterfly.ruqi.job.JobEntry;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDateTime;
import java.util.Optional;

/** A row of {@code ruqi_jobs}, as lists show it. */
@MappedEntity("ruqi_jobs")
record JobRow(
    @Id String id,
    @Nullable Double nextRunTime,
    byte[] jobState,
    @Nullable String jobName,
    @Nullable String jobTrigger,
    @Nullable String jobRule,
    LocalDateTime cTime,
    @Nullable String parked) {

  JobEntry entry() {
    String cmd = JobState.read(jobState).map(JobState::cmd).orElse("");
    return new JobEntry(
        id, text(jobName), text(jobTrigger), text(jobRule), cmd, Optional.ofNullable(nextRunTime).map(Micros::ofSeconds), cTime, Optional.ofNullable(parked));
  }

  private static String text(@Nullable String column) {
    return column == null ? "" : column;
  }
}
