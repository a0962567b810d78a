package io.butterfly.ruqi.message;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.history.Firing;
import java.time.Duration;

/**
 * A firing and the message it becomes.
 *
 * @param hasGivenId whether the command says the message's id: then the job's firings share it, and the trace id tells
 *     them apart
 */
public record FiringMessage(Firing firing, TaskCreate task, boolean hasGivenId) {
    /**
     * The handler that versions up to 0.1 have ends reported to. All stores shared it, so replicas of one claimed the
     * reports of another.
     */
    static final String SHARED_END_HANDLER = "/ruqi/firing_done";

    private static final Duration RESULT_TTL = Duration.ofHours(1);
    /** For the questions after the last try, and for a replica that takes the firing over and begins to count anew. */
    private static final Duration RESULT_MARGIN = Duration.ofMinutes(30);

    /** Throws {@link Refusal} when the command is no message. */
    public static FiringMessage of(Firing firing) {
        if (!(Command.parse(firing.cmd()) instanceof Target.Message message)) {
            throw new Refusal(Stat.ERR, "cmd: it is no message");
        }
        boolean hasGivenId = message.messageId().isPresent();
        TaskCreate task = TaskCreate.of(message.handler(), message.params())
                .withTaskId(message.messageId().orElse(firing.dispatchId()))
                .withResultTtl(resultTtlSeconds(firing))
                .withTraceId(hasGivenId ? firing.dispatchId() : firing.id());
        if (hasGivenId) {
            task = task.withRestart(firing.dispatchId()); // each firing and each try executes it anew, and once
        }
        if (firing.policies().execution().timeout().isPresent()) {
            task = task.withTimeout(Math.toIntExact(
                    Math.max(1, firing.policies().execution().timeout().get().toSeconds())));
        }
        if (firing.policies().execution().isAtMostOnce()) {
            task = task.withMaxAttempts(1);
        }
        return new FiringMessage(firing, task, hasGivenId);
    }

    /**
     * While it may still be published again its result must be there: without it the same id would be executed once
     * more, or its end would be unknown.
     */
    private static int resultTtlSeconds(Firing firing) {
        Duration waitedFor = firing.policies().execution().dispatchTimeout().plus(RESULT_MARGIN);
        return Math.toIntExact((waitedFor.compareTo(RESULT_TTL) > 0 ? waitedFor : RESULT_TTL).toSeconds());
    }

    /** The handler that BaiChuan reports the ends of a store's messages to. */
    public static String endHandler(String storeId) {
        return SHARED_END_HANDLER + "/" + storeId;
    }

    /** The same message, whose end is reported to this handler. */
    public FiringMessage reportedTo(String handler) {
        return new FiringMessage(firing, task.withOnFinish(handler), hasGivenId);
    }

    public String id() {
        return task.taskId();
    }

    /** Whether the firing goes on until the message has ended. */
    public boolean awaitsEnd() {
        return firing.policies().awaitsEnd();
    }

    /**
     * Whether that is the end of this message, and not of an earlier try's, or of another firing's under the same id.
     */
    public boolean isEndedBy(Finished end) {
        return id().equals(end.taskId()) && (!hasGivenId || task.traceId().equals(end.traceId()));
    }

    /** The firing when the end of its message is unknown: one that must not run twice is not tried again. */
    public Firing afterUnknownEnd() {
        return firing.policies().execution().isAtMostOnce() ? firing.withoutRetries() : firing;
    }
}
