package io.butterfly.ruqi.job;

import io.butterfly.api.Page;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.changes.Before;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user can do to jobs. A refused call changes nothing. */
@Singleton
public final class Jobs {
    private static final String LINE_NAME = "default";
    /** The policies that say when a job is due. */
    private static final List<String> SCHEDULE = List.of("time_zone", "start_at", "end_at");

    private final JobStore store;
    private final Calendars calendars;
    private final Targets targets;
    private final Clock clock;
    private final Signal wakeup;

    /**
     * @param clock the store's clock, in the configured zone
     * @param wakeup raised after every change, so that this replica need not wait for its next look
     */
    public Jobs(JobStore store, Calendars calendars, Targets targets, Clock clock, Signal wakeup) {
        this.store = store;
        this.calendars = calendars;
        this.targets = targets;
        this.clock = clock;
        this.wakeup = wakeup;
    }

    /** What a user says about a job. */
    public record Wanted(
            String trigger,
            String id,
            String name,
            String cmd,
            String rule,
            Map<String, String> policies,
            Optional<String> note) {}

    /** Checks trigger, rule, command, id and name, in this order. */
    public void add(Wanted wanted) {
        Instant now = now();
        Job job = understood(wanted, now);
        if (!store.add(job)) {
            throw refused("job_id '" + wanted.id()
                    + "' is taken: remove that job first, change it with job_modify, or choose another id");
        }
        wakeup.raise();
    }

    /** Adds a job whose id is its command; the same line again changes nothing. */
    public void addByLine(String text) {
        ParsedLine line = ParsedLine.parse(text);
        Instant now = now();
        Job job = understood(
                new Wanted(line.trigger(), line.cmd(), LINE_NAME, line.cmd(), line.rule(), Map.of(), Optional.empty()),
                now);
        if (!store.add(job)) {
            JobEntry present = show(job.id());
            if (!present.trigger().equals(line.trigger())
                    || !(present.rule().equals(job.trigger().rule())
                            || line.rule().equals("now"))) {
                throw refused("there is a job with this command under another rule, '" + present.rule()
                        + "': use job_modify to change it");
            }
        }
        wakeup.raise();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Job understood(Wanted wanted, Instant now) {
        Policies policies = PolicyCodec.read(wanted.policies());
        policies.schedule()
                .calendar()
                .filter(name -> calendars.find(name).isEmpty())
                .ifPresent(name -> {
                    throw refused("calendar: there is no calendar '" + name + "'; calendar_set makes one");
                });
        Trigger rule = Rules.parse(
                wanted.trigger(), wanted.rule(), now, policies.schedule().zone(clock.getZone()));
        requireStorable(rule.rule());
        Target target = targets.admit(requireShort(wanted.cmd()));
        Trigger trigger = policies.schedule().within(rule, clock.getZone());
        Instant first = trigger.first(now).orElseThrow(() -> refused("rule: '" + wanted.rule() + "' never comes due"));
        if (isTooLate(first, policies, now)) {
            throw refused("rule: the date is past, by more than the "
                    + policies.lateness().grace().toSeconds() + " s in which a late job still fires");
        }
        return new Job(
                new Job.Identity(wanted.id(), Uid.next(now), wanted.name()),
                new Job.Timing(trigger, Optional.of(first), first),
                new Job.Action(wanted.cmd(), target.kind()),
                policies,
                wanted.note(),
                now);
    }

    private static void requireStorable(String rule) {
        if (rule.length() > Job.MAX_RULE) {
            throw refused("rule may have at most " + Job.MAX_RULE + " characters, not " + rule.length());
        }
    }

    private static String requireShort(String cmd) {
        int length = cmd.getBytes(StandardCharsets.UTF_8).length;
        if (length > Job.MAX_CMD_BYTES) {
            throw refused("cmd may have at most " + Job.MAX_CMD_BYTES + " bytes, not " + length);
        }
        return cmd;
    }

    private static boolean isTooLate(Instant due, Policies policies, Instant now) {
        return due.isBefore(now.minus(policies.lateness().grace()));
    }

    /**
     * Replaces all that a user can say about a job; policies and the note that are not given stay, empty ones go back
     * to the default. It is due next as its new rule says; a paused job stays paused.
     */
    public void modify(Wanted wanted) {
        Instant now = now();
        if (!store.change(wanted.id(), present -> {
            Before.was(() -> new EarlierJob(present).differenceTo(wanted));
            return Optional.of(modified(present, wanted, now));
        })) {
            understood(wanted, now); // a wrong request is refused for what is wrong first
            throw unknown(wanted.id());
        }
        wakeup.raise();
    }

    private Job modified(JobEntry present, Wanted wanted, Instant now) {
        Map<String, String> policies = new HashMap<>(present.policies());
        policies.putAll(wanted.policies());
        Optional<String> note =
                wanted.note().isPresent() ? wanted.note().filter(text -> !text.isEmpty()) : present.note();
        Job job = understood(
                new Wanted(wanted.trigger(), wanted.id(), wanted.name(), wanted.cmd(), wanted.rule(), policies, note),
                now);
        boolean isSameRule = present.trigger().equals(job.trigger().name())
                && present.rule().equals(job.trigger().rule());
        boolean isSameSchedule = isSameRule
                && SCHEDULE.stream()
                        .allMatch(name -> word(present.policies(), name).equals(word(policies, name)));
        boolean keeps = isSameSchedule && present.parked().isEmpty();
        return job.with(
                present.uid().isEmpty() ? job.uid() : present.uid(),
                new Job.Timing(
                        job.trigger(),
                        keeps || present.nextRunAt().isEmpty() ? present.nextDueAt() : job.nextRunAt(),
                        keeps ? present.anchor().orElse(job.anchor()) : job.anchor()));
    }

    private static String word(Map<String, String> policies, String name) {
        return policies.getOrDefault(name, "");
    }

    /** It stays as it is, but is never due. What runs goes on. */
    public void pause(String id) {
        Before.was(() -> store.find(id).map(job -> new EarlierJob(job).timing()).orElse(Map.of()));
        if (!store.pause(id, now())) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    /**
     * It is due again as if it had never run; an interval keeps its phase. One that can never be due again goes away.
     */
    public void resume(String id) {
        Instant now = now();
        if (!store.change(id, present -> {
            Before.was(() -> new EarlierJob(present).timing());
            return resumed(present, now);
        })) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    private Optional<Job> resumed(JobEntry present, Instant now) {
        Policies policies = PolicyCodec.read(present.requireOurs().policies());
        Trigger trigger = policies.schedule()
                .within(
                        Rules.parse(
                                present.trigger(),
                                present.rule(),
                                now,
                                policies.schedule().zone(clock.getZone())),
                        clock.getZone());
        Target target = targets.admit(present.cmd());
        Instant anchor = present.anchor().orElse(now);
        return trigger.notBefore(now, anchor)
                .filter(next -> !isTooLate(next, policies, now))
                .map(next -> new Job(
                        present.identity(),
                        new Job.Timing(trigger, Optional.of(next), anchor),
                        new Job.Action(present.cmd(), target.kind()),
                        policies,
                        present.note(),
                        now));
    }

    public void remove(String id) {
        Before.was(() ->
                store.find(id).map(job -> new EarlierJob(job).definition()).orElse(Map.of()));
        if (!store.remove(id)) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    public JobEntry show(String id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    public Page<JobEntry> list(JobFilter filter, Part part) {
        return store.list(filter, part);
    }

    private static Refusal unknown(String id) {
        return refused("there is no job '" + id + "'");
    }

    private static Refusal refused(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
