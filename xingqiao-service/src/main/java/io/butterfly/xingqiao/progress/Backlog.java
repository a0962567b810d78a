package io.butterfly.xingqiao.progress;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.StartId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts that are written, and whose messages together would be more than memory should hold: their messages are made
 * and published one job after the other, a few at a time. When that fails the tasks stay pending, and the reconciler
 * publishes them.
 */
final class Backlog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Turns turns;
    private final VirtualThreads threads = new VirtualThreads("backlog", CLOSE_PATIENCE);
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private final ReentrantLock one = new ReentrantLock(); // one job at a time, so memory holds the messages of one
    private volatile boolean isClosed;

    Backlog(Turns turns) {
        this.turns = turns;
    }

    /** Adds nothing for a job whose messages are being made: the reconciler publishes what is left. */
    void add(List<StartId> later) {
        Map<String, List<StartId>> byJob = later.stream()
                .collect(Collectors.groupingBy(StartId::jobReqid, LinkedHashMap::new, Collectors.toList()));
        byJob.forEach((jobReqid, starts) -> {
            if (jobs.add(jobReqid)) {
                threads.start(() -> publish(jobReqid, starts));
            }
        });
    }

    private void publish(String jobReqid, List<StartId> starts) {
        one.lock();
        try {
            List<StartId> left = starts;
            while (!left.isEmpty() && !isClosed) {
                Outgoing next = turns.move(Map.of(
                        jobReqid,
                        left.stream()
                                .<Event>map(start -> new Event.Unheard(start.task(), start.startNo()))
                                .toList()));
                if (next.messages().isEmpty() && next.later().size() >= left.size()
                        || !turns.publish(next.withoutLater())) {
                    LOG.warn("{} task(s) of the job of request {} stay pending", left.size(), jobReqid);
                    return;
                }
                left = next.later();
            }
        } catch (RuntimeException e) {
            LOG.warn("some tasks of the job of request {} stay pending", jobReqid, e);
        } finally {
            jobs.remove(jobReqid);
            one.unlock();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        threads.close();
    }
}
