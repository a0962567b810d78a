package io.butterfly.ruqi.history;

import io.butterfly.api.CutText;
import io.butterfly.kernel.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a firing ended. Its texts are cut and cleaned to what the ledger can hold: a refused one would delay all others,
 * and while the store is away outcomes wait in memory.
 *
 * @param how succeeded, failed, skipped, or lost when it is unknown whether the target did its work
 * @param reason why it did not succeed
 */
public record Outcome(
        Firing firing,
        Status how,
        String output,
        Instant startedAt,
        Instant endedAt,
        Duration cost,
        Optional<String> reason) {
    private static final int MAX_OUTPUT = 4_096;
    private static final int MAX_REASON = 1_024;
    private static final Duration MAX_COST = Duration.ofDays(3_660);
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    public Outcome {
        output = kept(output, MAX_OUTPUT);
        reason = reason.map(text -> kept(text, MAX_REASON));
        cost = cost.isNegative() ? Duration.ZERO : cost.compareTo(MAX_COST) > 0 ? MAX_COST : cost;
    }

    /** The longest that a firing waits for its next try. */
    public static Duration longestPause() {
        return BETWEEN_TRIES.limit().multipliedBy(2);
    }

    /** A try that this service could not carry out; the log says why. */
    public static Outcome internalError(Firing firing, Instant startedAt, Instant now) {
        String reason = "internal error; the log has it under firing " + firing.id();
        return new Outcome(firing, Status.FAILED, reason, startedAt, now, Duration.ZERO, Optional.of(reason));
    }

    /** The same without the target's texts, for a store that does not take them. */
    public Outcome withoutTexts(String why) {
        return new Outcome(firing, how, why, startedAt, endedAt, cost, reason.map(text -> why));
    }

    /** The same, and it is not tried again. */
    public Outcome withoutRetry() {
        return new Outcome(firing.withoutRetries(), how, output, startedAt, endedAt, cost, reason);
    }

    /** How much text it carries. */
    int length() {
        return output.length() + reason.map(String::length).orElse(0);
    }

    /** Whether it is tried again. */
    public boolean isFollowedByRetry() {
        return (how == Status.FAILED || how == Status.LOST) && firing.hasRetriesLeft();
    }

    /** The firing's next status. */
    public Status status() {
        return isFollowedByRetry() ? Status.WAITING : how;
    }

    /** When it is tried again, the same time whenever this is asked; empty when it is not. */
    public Optional<Instant> retryAt() {
        return isFollowedByRetry()
                ? Optional.of(endedAt.plus(BETWEEN_TRIES.delay(firing.retries() + 1, firing.id())))
                : Optional.empty();
    }

    private static String kept(String text, int max) {
        String cut = CutText.to(text, max);
        return cut.codePoints().noneMatch(Outcome::isHalf)
                ? cut
                : cut.codePoints()
                        .map(c -> isHalf(c) ? '\uFFFD' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Half a character: no database stores it. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
