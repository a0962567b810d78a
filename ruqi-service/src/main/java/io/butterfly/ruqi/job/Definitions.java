package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes jobs of what users say about them. Each method throws {@link Refusal} with what is wrong. */
final class Definitions {
    /** The policies that say when a job is due. */
    private static final List<String> SCHEDULE = List.of("time_zone", "start_at", "end_at");

    private final Calendars calendars;
    private final Targets targets;
    private final ZoneId zone;

    Definitions(Calendars calendars, Targets targets, ZoneId zone) {
        this.calendars = calendars;
        this.targets = targets;
        this.zone = zone;
    }

    Job understood(Jobs.Wanted wanted, Instant now) {
        Policies policies = PolicyCodec.read(wanted.policies());
        policies.schedule()
                .calendar()
                .filter(name -> calendars.find(name).isEmpty())
                .ifPresent(name -> {
                    throw refused("calendar: there is no calendar '" + name + "'; calendar_set makes one");
                });
        Trigger rule = Rules.parse(
                wanted.trigger(), wanted.rule(), now, policies.schedule().zone(zone));
        requireStorable(rule.rule());
        Target target = targets.admit(requireShort(wanted.cmd()));
        Trigger trigger = policies.schedule().within(rule, zone);
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

    /** The job with another rule. */
    Job rescheduled(JobEntry present, String rule, Instant now) {
        return modified(
                present,
                new Jobs.Wanted(
                        present.trigger(),
                        present.id(),
                        present.name(),
                        present.cmd(),
                        rule,
                        Map.of(),
                        Optional.empty()),
                now);
    }

    Job modified(JobEntry present, Jobs.Wanted wanted, Instant now) {
        Map<String, String> policies = new HashMap<>(present.policies());
        policies.putAll(wanted.policies());
        Optional<String> note =
                wanted.note().isPresent() ? wanted.note().filter(text -> !text.isEmpty()) : present.note();
        Job job = understood(
                new Jobs.Wanted(
                        wanted.trigger(), wanted.id(), wanted.name(), wanted.cmd(), wanted.rule(), policies, note),
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

    Optional<Job> resumed(JobEntry present, Instant now) {
        Policies policies = PolicyCodec.read(present.requireOurs().policies());
        Trigger trigger = policies.schedule()
                .within(
                        Rules.parse(
                                present.trigger(),
                                present.rule(),
                                now,
                                policies.schedule().zone(zone)),
                        zone);
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

    private static Refusal refused(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
