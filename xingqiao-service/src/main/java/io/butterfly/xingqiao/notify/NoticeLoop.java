package io.butterfly.xingqiao.notify;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.notify.Notices.Reason;
import io.butterfly.xingqiao.notify.Notices.Rescheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what is due and delivers it, many at a time. See the package's text. */
@Singleton
public final class NoticeLoop implements Tick, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_PER_RECEIVER = 8;

    /** Longer than a delivery may take, with a margin for writing down its result. */
    private static final Duration LEASE = NoticeSender.LIMIT.multipliedBy(3);

    private static final Duration IDLE = Duration.ofMillis(300);
    private static final Backoff AFTER_FAILURE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final Backoff UNDER_WAY = new Backoff(Duration.ofMillis(300), Duration.ofMinutes(5));

    /** At the end of the service, for deliveries that are open. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Notices notices;
    private final NoticeSender sender;
    private final Slots slots = new Slots(MOST_AT_ONCE, MOST_PER_RECEIVER);
    private final VirtualThreads threads = new VirtualThreads("notice", CLOSE_PATIENCE);
    private final Signal slotFree = new Signal();

    NoticeLoop(Notices notices, NoticeSender sender) {
        this.notices = notices;
        this.sender = sender;
    }

    /** Raised when a delivery is over, so that the next notice of its job need not wait for the next turn. */
    public Signal slotFree() {
        return slotFree;
    }

    @Override
    public Duration tick() {
        for (String receiver : notices.receivers()) {
            int free = slots.free(receiver);
            List<Notice> due = free == 0 ? List.of() : notices.take(receiver, free, LEASE);
            slots.take(receiver, due.size());
            due.forEach(notice -> threads.start(() -> deliver(receiver, notice)));
        }
        return Backoff.jittered(IDLE);
    }

    private void deliver(String receiver, Notice notice) {
        try {
            note(notice, sender.deliver(notice));
        } catch (InterruptedException e) { // the service stops: another replica need not wait for the lease
            notices.again(notice, Reason.INTERRUPTED, Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.warn("cannot write down the result of notice {}; it is delivered again: {}", notice.id(), e.toString());
        } finally {
            slots.giveBack(receiver);
            slotFree.raise();
        }
    }

    private void note(Notice notice, NoticeResult delivery) {
        switch (delivery) {
            case NoticeResult.Done _d -> notices.done(notice.id());
            case NoticeResult.UnderWay _u -> {
                if (notices.again(notice, Reason.UNDER_WAY, UNDER_WAY.delay(notice.asks() + 1))
                        == Rescheduled.GIVEN_UP) {
                    LOG.warn(
                            "the message that job {} is {} has not ended; it is given up",
                            notice.job().jobId(),
                            notice.job().jobStatus());
                }
            }
            case NoticeResult.Failed(String reason) -> failed(notice, reason);
        }
    }

    private void failed(Notice notice, String reason) {
        Duration pause = AFTER_FAILURE.delay(notice.failures() + 1);
        String next =
                switch (notices.again(notice, Reason.FAILED, pause)) {
                    case KEPT -> "next try in " + pause.toSeconds() + " s";
                    case GIVEN_UP -> "it is given up";
                    case DELETED -> "the job was deleted, so there is no other try";
                };
        LOG.warn(
                "cannot deliver that job {} is {}: {}; {}",
                notice.job().jobId(),
                notice.job().jobStatus(),
                reason,
                next);
    }

    /** Open deliveries have a moment to end; then they are interrupted, and their notices are due again. */
    @Override
    public void close() {
        threads.close();
    }
}
