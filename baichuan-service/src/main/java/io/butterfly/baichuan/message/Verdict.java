package io.butterfly.baichuan.message;

import io.butterfly.api.ForeignObject;
import io.butterfly.api.HalfCharacters;
import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import java.util.Optional;
import java.util.Set;

/**
 * How a message ends: by what its handler answered, or by what became of the execution. A business error is an answer
 * like any other; only a handler that could not do its work at all, or an execution that did not come to an end, makes
 * the message {@code failed}.
 *
 * @param stat the reply's code, empty when the reply is not exactly one JSON object that has one
 * @param result the whole reply, as text; when it has a stat, it may become part of another message
 * @param exception what to show to a person who asks why it failed, or why its reply cannot be used; else empty
 * @param isOurs whether the reply is BaiChuan's own, because there is none of a handler
 */
public record Verdict(Status status, String stat, String result, String exception, boolean isOurs) {
    private static final String STAT = "stat";
    private static final String MESSAGE = "message";

    private static final Set<String> FAILURES = Set.of(
            Stat.ERR_BAD_PARAMS.name(),
            Stat.ERR_SERVER_EXCEPTION.name(),
            Stat.ERR_MSG_LOST.name(),
            Stat.ERR_MSG_TIMEOUT.name(),
            Stat.ERR_MSG_CANCELLED.name(),
            Stat.ERR_MSG_EXPIRED.name());

    private static final Set<String> FINAL =
            Set.of(Stat.ERR_MSG_LOST.name(), Stat.ERR_MSG_CANCELLED.name(), Stat.ERR_MSG_EXPIRED.name());

    /** The one place where a handler's reply is judged: in one pass, without building it. */
    public static Verdict of(String result) {
        try {
            ForeignObject reply = ForeignObject.read(result, Set.of(STAT, MESSAGE));
            String stat = Optional.ofNullable(reply.texts().get(STAT))
                    .filter(text -> !HalfCharacters.isIn(text))
                    .orElse("");
            boolean isFailure = FAILURES.contains(stat);
            return new Verdict(
                    isFailure ? Status.FAILED : Status.FINISHED,
                    stat,
                    reply.json().text(),
                    isFailure ? reason(stat, reply) : "",
                    false);
        } catch (IllegalArgumentException e) {
            return new Verdict(Status.FINISHED, "", result, "its reply cannot be used: " + e.getMessage(), false);
        }
    }

    private static String reason(String stat, ForeignObject reply) {
        String message = reply.texts().getOrDefault(MESSAGE, "");
        return message.isEmpty() ? stat : stat + ": " + message;
    }

    /** The same, for a handler that says its reason beside a reply that gives nothing but a code. */
    public Verdict because(String reason) {
        return status == Status.FAILED && exception.equals(stat) && !reason.isEmpty()
                ? new Verdict(status, stat, result, stat + ": " + reason, isOurs)
                : this;
    }

    /** Whether another execution may have a better end. */
    public boolean isRetryable() {
        return !stat.equals(Stat.OK.name()) && !FINAL.contains(stat);
    }

    public static Verdict failed(Stat stat, String message) {
        Verdict verdict = of(Json.write(Reply.refused(stat, message)));
        return new Verdict(verdict.status, verdict.stat, verdict.result, verdict.exception, true);
    }

    /** The same with another reply, which says the same. */
    public Verdict withResult(String other) {
        return new Verdict(status, stat, other, exception, isOurs);
    }

    /** @param why what became of the last attempt */
    public static Verdict lost(int attempts, String why) {
        return failed(
                Stat.ERR_MSG_LOST, "lost in " + attempts + " of " + attempts + " attempts, at last because " + why);
    }

    public boolean isLost() {
        return stat.equals(Stat.ERR_MSG_LOST.name());
    }

    public static Verdict cancelled() {
        return failed(Stat.ERR_MSG_CANCELLED, "cancelled before its execution ended");
    }

    public static Verdict expired() {
        return failed(Stat.ERR_MSG_EXPIRED, "it waited longer than its ttl allows");
    }

    public static Verdict timedOut(int timeout) {
        return failed(Stat.ERR_MSG_TIMEOUT, "the execution took longer than " + timeout + " s");
    }
}
