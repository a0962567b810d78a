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
 * @param misfireGrace a firing may be this late and still counts as on time; what is later is a misfire
 * @param overlap empty for the target's default: skip, and for messages allow, because such a firing ends when it is
 *     published
 * @param timeZone whose clock on the wall the rule and the window are about; empty for the service's
 * @param jitter each due instant is fired later by a random time up to this
 * @param retryMax how often a failed firing is tried again
 * @param timeout limit of one run; empty for the service's
 * @param dispatchTimeout how long it is tried to hand a message to a BaiChuan that does not answer
 * @param delivery empty for the target's default: at most once for scripts, at least once for the others
 * @param startAt no instant before it is due; an interval counts from it
 * @param endAt no instant after it is due
 * @param expectStat success is a reply with this {@code stat}; empty when any complete reply is
 * @param pauseAfterFailures the job is paused when so many firings in a row have failed; 0 for never
 * @param calendar name of the excluded days; an instant on one of them is skipped
 */
public record Policies(
        Misfire misfire,
        Duration misfireGrace,
        Optional<Overlap> overlap,
        Optional<ZoneId> timeZone,
        Duration jitter,
        int retryMax,
        Optional<Duration> timeout,
        Duration dispatchTimeout,
        Optional<Delivery> delivery,
        Optional<LocalDateTime> startAt,
        Optional<LocalDateTime> endAt,
        Optional<String> expectStat,
        int pauseAfterFailures,
        Optional<String> calendar) {
    public static final Policies DEFAULT = PolicyCodec.read(Map.of());

    /** What holds for a target of that kind. */
    public Overlap overlapOf(Kind kind) {
        return overlap.orElse(kind.lasts() ? Overlap.SKIP : Overlap.ALLOW);
    }

    /** Whether a message's firing goes on until the message has ended, because somebody asked what becomes of it. */
    public boolean awaitsEnd() {
        return expectStat.isPresent()
                || retryMax > 0
                || pauseAfterFailures > 0
                || overlap.filter(given -> given != Overlap.ALLOW).isPresent();
    }

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

    /** How much later a due instant is fired: always the same for the same job and instant, whoever asks. */
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
