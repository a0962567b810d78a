package io.butterfly.ruqi.mysql;

import io.butterfly.ruqi.firing.Status;
import io.butterfly.ruqi.history.HistoryEntry;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDateTime;
import java.util.Optional;

/** A row of {@code ruqi_jobs_history}, as lists show it. */
@MappedEntity("ruqi_jobs_history")
record HistoryRow(
    @Id long id,
    String jobId,
    String jobName,
    String cmd,
    boolean cmdIsSuccess,
    String cmdOutput,
    double cmdCost,
    String schedulerName,
    LocalDateTime cTime,
    String status,
    @Nullable Long dueUs,
    @Nullable Long startUs,
    int attempt,
    @Nullable String firingId,
    @Nullable String traceId,
    @Nullable String reason) {

  HistoryEntry entry() {
    return new HistoryEntry(
        id, jobId, jobName, cmd, cmdIsSuccess, cmdOutput, cmdCost, schedulerName, cTime, Status.of(status),
        Optional.ofNullable(dueUs).map(Micros::instant), Optional.ofNullable(startUs).map(Micros::instant), attempt,
        Optional.ofNullable(firingId), Optional.ofNullable(traceId), Optional.ofNullable(reason));
  }
}
