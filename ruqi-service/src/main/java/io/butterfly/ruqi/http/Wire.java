package io.butterfly.ruqi.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.ruqi.FiringListed;
import io.butterfly.api.ruqi.FiringQuery;
import io.butterfly.api.ruqi.JobAdd;
import io.butterfly.api.ruqi.JobDefinition;
import io.butterfly.api.ruqi.JobListed;
import io.butterfly.api.ruqi.JobPolicies;
import io.butterfly.api.ruqi.JobShown;
import io.butterfly.api.ruqi.SchedulerStatus;
import io.butterfly.ruqi.firing.LoopTurn;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.rule.WallClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Translates between the calls' records and the service's own, in the configured zone. */
@Singleton
class Wire {
    private final ZoneId zone;

    Wire(ZoneId zone) {
        this.zone = zone;
    }

    Jobs.Wanted wanted(JobAdd call) {
        return new Jobs.Wanted(
                call.jobTrigger(),
                call.jobId(),
                call.jobName(),
                call.cmd(),
                call.rule(),
                policies(call.policies()),
                Optional.ofNullable(call.note()));
    }

    /** By their names, as texts; a number may be given as one or as a text. */
    private static Map<String, String> policies(JobPolicies given) {
        Map<String, String> texts = new HashMap<>();
        Json.mapper().valueToTree(given).properties().forEach(policy -> {
            JsonNode value = policy.getValue();
            if (!value.isNull()) {
                texts.put(policy.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return texts;
    }

    /** The first of the orders unless another is asked for. */
    static String order(String wanted, List<String> orders) {
        if (wanted != null && !orders.contains(wanted)) {
            throw new Refusal(
                    Stat.ERR, "orderBy must be one of " + String.join(", ", orders) + ", not '" + wanted + "'");
        }
        return wanted == null ? orders.getFirst() : wanted;
    }

    FiringFilter filter(FiringQuery call) {
        return new FiringFilter(
                Optional.ofNullable(call.jobId()),
                Optional.ofNullable(call.jobName()),
                statuses(call),
                Optional.ofNullable(call.schedulerName()),
                Optional.ofNullable(call.fromTime()).map(text -> WallClock.parse("from_time", text)),
                Optional.ofNullable(call.toTime()).map(text -> WallClock.parse("to_time", text)));
    }

    private static Set<Status> statuses(FiringQuery call) {
        Set<Status> statuses = EnumSet.copyOf(call.status() == null ? Status.ENDED : Set.of(status(call.status())));
        switch (call.isSuccess() == null ? "" : call.isSuccess()) {
            case "" -> {}
            case "yes" -> statuses.retainAll(Set.of(Status.SUCCEEDED));
            case "no" -> statuses.remove(Status.SUCCEEDED);
            default -> throw new Refusal(Stat.ERR, "is_success must be yes or no, not '" + call.isSuccess() + "'");
        }
        return statuses;
    }

    private static Status status(String word) {
        return Arrays.stream(Status.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Stat.ERR,
                        "status must be one of "
                                + Arrays.stream(Status.values())
                                        .map(Status::word)
                                        .collect(Collectors.joining(", ")) + ", not '" + word + "'"));
    }

    JobListed listed(JobEntry job) {
        return new JobListed(
                definition(job),
                seconds(job.nextRunAt()),
                WallClock.seconds(job.addedAt()),
                job.policies(),
                job.note().orElse(null),
                job.parked().orElse(null));
    }

    private static JobDefinition definition(JobEntry job) {
        return new JobDefinition(job.id(), job.name(), job.trigger(), job.cmd(), job.rule());
    }

    JobShown shown(JobEntry job) {
        String next = job.nextRunAt()
                .map(instant -> WallClock.microseconds(local(instant)))
                .orElse("None");
        return new JobShown(
                definition(job),
                next,
                seconds(job.nextRunAt()),
                WallClock.seconds(job.addedAt()),
                job.policies(),
                job.note().orElse(null),
                job.parked().orElse(null));
    }

    FiringListed listed(HistoryEntry firing) {
        HistoryEntry.Times times = firing.times();
        boolean isOne = times.instants() <= 1;
        return new FiringListed(
                firing.id(),
                new FiringListed.Job(firing.job().id(), firing.job().name(), firing.cmd()),
                new FiringListed.Run(
                        firing.result().isSuccess(),
                        firing.result().output(),
                        firing.result().cost(),
                        firing.schedulerName(),
                        WallClock.seconds(firing.endedAt())),
                firing.status().word(),
                new FiringListed.Times(milliseconds(firing.dueAt()), milliseconds(times.startedAt()), lateness(times)),
                firing.attempt(),
                new FiringListed.Trace(
                        firing.ids().firingId().orElse(null),
                        firing.ids().traceId().orElse(null),
                        firing.result().reason().orElse(null)),
                new FiringListed.Skipped(
                        isOne ? null : milliseconds(times.lastDueAt()), isOne ? null : times.instants()));
    }

    private static Double lateness(HistoryEntry.Times times) {
        if (times.dueAt().isEmpty() || times.startedAt().isEmpty()) {
            return null;
        }
        return inSeconds(Duration.between(times.dueAt().get(), times.startedAt().get()));
    }

    SchedulerStatus status(Optional<LoopTurn> latest, Duration age, List<Replicas.Entry> replicas) {
        return new SchedulerStatus(
                latest.map(turn -> inSeconds(turn.waits())).orElse(null),
                latest.flatMap(LoopTurn::nextAt)
                        .map(instant -> WallClock.seconds(local(instant)))
                        .orElse(null),
                seconds(latest.map(LoopTurn::checkedAt)),
                inSeconds(age),
                replicas.stream()
                        .map(replica -> new SchedulerStatus.Scheduler(
                                replica.name(),
                                WallClock.seconds(local(replica.startedAt())),
                                WallClock.seconds(local(replica.leaseEndsAt()))))
                        .toList());
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
