package io.butterfly.worker;

import io.butterfly.api.ForeignObject;
import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The execution of a claimed message. It has exactly one outcome: the first of reply, timeout and release wins. */
final class Execution implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private static final int MAX_REPLY_CHARACTERS = 4 << 20;
    private static final String TOO_LARGE =
            "the handler's reply is larger than 4 MB: store it elsewhere and reply where it is";

    private final ClaimedMessage message;
    private final Handler handler;
    private final BiConsumer<Execution, WorkerOutcome> whenEnded;
    private final Deadline timeout;
    private Future<?> thread; // guarded by this
    private boolean isEnded; // guarded by this

    Execution(ClaimedMessage message, Handler handler, BiConsumer<Execution, WorkerOutcome> whenEnded) {
        this.message = message;
        this.handler = handler;
        this.whenEnded = whenEnded;
        this.timeout = SteadyClock.system().deadline(Duration.ofSeconds(message.timeout()));
    }

    ClaimedMessage message() {
        return message;
    }

    synchronized void runsOn(Future<?> running) {
        thread = running;
    }

    @Override
    public void run() {
        MDC.put("reqid", message.taskId());
        MDC.put("trace", message.traceId());
        try {
            end(WorkerOutcome.finished(message, reply()));
        } finally {
            MDC.clear();
        }
    }

    private RawJson reply() {
        try {
            return checked(RawJson.of(handler.handle(Invocation.of(message))));
        } catch (Throwable e) { // an error must not leave the message without an outcome
            LOG.warn("handler {} failed for message {}", message.handler(), message.taskId(), e);
            return RawJson.of(Reply.refused(Stat.ERR_SERVER_EXCEPTION, String.valueOf(e.getMessage())));
        }
    }

    /** What is no JSON, or too deep for those who get it, would spoil the call that it travels in. */
    private static RawJson checked(RawJson reply) {
        if (reply.text().length() > MAX_REPLY_CHARACTERS) {
            throw new IllegalArgumentException(TOO_LARGE);
        }
        try {
            return reply.isObject() ? ForeignObject.read(reply.text(), Set.of()).json() : RawJson.parse(reply.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the handler's reply cannot be sent: " + e.getMessage(), e);
        }
    }

    boolean isPastTimeout() {
        return message.timeout() > 0 && timeout.hasPassed();
    }

    void timeOut() {
        String text = "it ran longer than its timeout of " + message.timeout() + " s";
        end(WorkerOutcome.finished(message, RawJson.of(Reply.refused(Stat.ERR_MSG_TIMEOUT, text))));
        interrupt();
    }

    /** Gives the message back, to be started elsewhere at once. */
    void release() {
        end(WorkerOutcome.released(message, 0));
        interrupt();
    }

    private void end(WorkerOutcome outcome) {
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isEnded = true;
        }
        whenEnded.accept(this, outcome);
    }

    synchronized void interrupt() {
        if (thread != null) {
            thread.cancel(true);
        }
    }
}
