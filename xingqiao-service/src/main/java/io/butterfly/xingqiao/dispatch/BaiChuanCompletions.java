package io.butterfly.xingqiao.dispatch;

import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.queue.Inbox;
import io.butterfly.worker.WorkerClient;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.StoreId;
import io.butterfly.xingqiao.progress.Completions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inbox of ended messages, for one loop and so one thread. A completion that comes again changes nothing. */
public final class BaiChuanCompletions implements Completions, AutoCloseable {
    /**
     * The handler that versions up to 0.1 have ends reported to. All stores shared it, so replicas of one claimed the
     * completions of another.
     */
    private static final String SHARED_HANDLER = "/xingqiao/task_done";

    private static final Logger LOG = LoggerFactory.getLogger(BaiChuanCompletions.class);

    private final Inbox inbox;

    /**
     * @param worker unique among living workers
     * @param store is asked when completions are first taken
     */
    BaiChuanCompletions(WorkerClient client, String worker, StoreId store) {
        this.inbox = new Inbox(client, worker, () -> handlers(store));
    }

    /** The handler that the ends of this store's messages are reported to. */
    static String handler(StoreId store) {
        return SHARED_HANDLER + "/" + store.value();
    }

    /** Those by which XingQiao is a worker: this store's, and the one that messages of an older version name. */
    static List<String> handlers(StoreId store) {
        return List.of(handler(store), SHARED_HANDLER);
    }

    @Override
    public List<Completion> take(int limit) throws IOException, InterruptedException {
        return inbox.take(limit).stream().map(BaiChuanCompletions::completion).toList();
    }

    private static Completion completion(Inbox.Arrival arrival) {
        Optional<Finished> ended = arrival.end().filter(end -> end.taskId() != null);
        Optional<StartId> start = ended.flatMap(end -> StartId.parse(end.taskId()));
        if (start.isEmpty()) {
            LOG.error(
                    "the completion {} is about no task and is dropped",
                    arrival.message().taskId());
        }
        return new Completion(start, ended.flatMap(BaiChuanCompletions::outcome), arrival);
    }

    /** An outcome without a reply is either one that never was, or one that is too large to travel along. */
    private static Optional<Outcome> outcome(Finished finished) {
        boolean isElsewhere = finished.result() == null && "finished".equals(finished.status());
        return isElsewhere
                ? Optional.empty()
                : Optional.of(new Outcome(
                        finished.stat(),
                        Optional.ofNullable(finished.result()).filter(RawJson::isObject),
                        finished.cost()));
    }

    @Override
    public void applied(Completion completion) {
        inbox.done((Inbox.Arrival) completion.receipt());
    }

    @Override
    public void giveBack(Completion completion) {
        inbox.giveBack((Inbox.Arrival) completion.receipt());
    }

    /** Ends the claims that wait, of all loops; while it drains, outcomes are still to come. */
    public void leave(boolean isDraining) {
        inbox.leave(isDraining);
    }

    @Override
    public void close() {
        inbox.close();
    }
}
