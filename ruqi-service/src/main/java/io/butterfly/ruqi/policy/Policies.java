package io.butterfly.ruqi.policy;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.rule.Bounded;
import io.butterfly.ruqi.rule.Trigger;
import io.butterfly.ruqi.rule.WallClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How a job's due instants are treated. {@link PolicyCodec} checks them.
 *
 * @param overlap empty for the target's default: skip, and for messages allow, because such a firing ends when it is
 *     published
 */
public record Policies(
        Schedule schedule, Lateness lateness, Optional<Overlap> overlap, Execution execution, Failures failures) {
    public static final Policies DEFAULT = PolicyCodec.read(Map.of());

    /**
     * Which instants are due.
     *
     * @param timeZone the rule and the window are local times of this zone; empty for the service's
     * @param jitter each due instant is fired later by a random time up to this
     * @param startAt no instant before it is due; an interval counts from it
     * @param endAt no instant after it is due
     * @param calendar name of the excluded days; an instant on one of them is skipped
     */
    public record Schedule(
            Optional<ZoneId> timeZone,
            Duration jitter,
            Optional<LocalDateTime> startAt,
            Optional<LocalDateTime> endAt,
            Optional<String> calendar) {
        /** The rule's zone. */
        public ZoneId zone(ZoneId ofService) {
            return timeZone.orElse(ofService);
        }

        /** The rule, cut to the window between {@code start_at} and {@code end_at}. */
        public Trigger within(Trigger trigger, ZoneId ofService) {
            if (startAt.isEmpty() && endAt.isEmpty()) {
                return trigger;
            }
            ZoneId zone = zone(ofService);
            return new Bounded(
                    trigger,
                    startAt.map(local -> WallClock.instant(local, zone)),
                    endAt.map(local -> WallClock.instant(local, zone)));
        }

        /** How much later a due instant is fired: always the same for the same job and instant, on every replica. */
        public Duration jitterOf(String jobUid, Instant due) {
            if (jitter.isZero()) {
                return Duration.ZERO;
            }
            CRC32 hash = new CRC32();
            hash.update((jobUid + due).getBytes(StandardCharsets.UTF_8));
            long micros = jitter.toNanos() / 1_000;
            return Duration.ofNanos(hash.getValue() * 1_000_003 % (micros + 1) * 1_000);
        }
    }

    /**
     * What becomes of instants that fire late.
     *
     * @param grace a firing may be this late and still counts as on time; what is later is a misfire
     */
    public record Lateness(Misfire misfire, Duration grace) {}

    /**
     * How one run goes.
     *
     * @param timeout limit of one run; empty for the service's
     * @param dispatchTimeout how long publishing a message is tried while BaiChuan does not answer
     * @param delivery empty for the target's default: at most once for scripts, at least once for the others
     * @param expectStat success is a reply with this {@code stat}; empty when any complete reply is
     */
    public record Execution(
            Optional<Duration> timeout,
            Duration dispatchTimeout,
            Optional<Delivery> delivery,
            Optional<String> expectStat) {
        /** Whether the job itself asks that a firing never runs twice. */
        public boolean isAtMostOnce() {
            return delivery.filter(given -> given == Delivery.AT_MOST_ONCE).isPresent();
        }
    }

    /**
     * What follows a failure.
     *
     * @param retryMax how often a failed firing is tried again
     * @param pauseAfter the job is paused when so many firings in a row have failed; 0 for never
     */
    public record Failures(int retryMax, int pauseAfter) {}

    /** What holds for a target of that kind. */
    public Overlap overlapOf(Kind kind) {
        return overlap.orElse(kind.lasts() ? Overlap.SKIP : Overlap.ALLOW);
    }

    /** Whether a message's firing stays open until the message has ended, because a policy depends on that end. */
    public boolean awaitsEnd() {
        return execution.expectStat().isPresent()
                || failures.retryMax() > 0
                || failures.pauseAfter() > 0
                || overlap.filter(given -> given != Overlap.ALLOW).isPresent();
    }
}
