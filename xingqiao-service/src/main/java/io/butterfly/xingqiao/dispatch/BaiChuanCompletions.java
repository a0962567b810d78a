package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.worker.WorkerClient;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Completions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of ended messages over the worker protocol, for one loop and so one thread. What was done with a completion
 * is told with the next claim. When that is lost the completion comes again, and changes nothing.
 */
public final class BaiChuanCompletions implements Completions, AutoCloseable {
    /** Handler of the completions, by which XingQiao is a worker. */
    static final String HANDLER = "/xingqiao/task_done";

    private static final Logger LOG = LoggerFactory.getLogger(BaiChuanCompletions.class);
    private static final int WAIT_SECONDS = 2;
    private static final int AGAIN_AFTER_SECONDS = 1;
    private static final RawJson APPLIED =
            RawJson.of(Json.mapper().createObjectNode().put("stat", Stat.OK.name()));

    private final WorkerClient client;
    private final String worker;
    private List<io.butterfly.api.worker.Outcome> results = new ArrayList<>();

    /** @param worker unique among living workers */
    public BaiChuanCompletions(WorkerClient client, String worker) {
        this.client = client;
        this.worker = worker;
    }

    @Override
    public List<Completion> take(int limit) throws IOException, InterruptedException {
        Claimed claimed = client.claim(new WorkerClaim(worker, List.of(HANDLER), limit, WAIT_SECONDS, results));
        results = new ArrayList<>();
        return claimed.messages().stream().map(BaiChuanCompletions::completion).toList();
    }

    private static Completion completion(ClaimedMessage message) {
        try {
            Finished finished =
                    Json.read(message.params().text().getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
            return new Completion(StartId.parse(finished.taskId()), outcome(finished), message);
        } catch (IOException | RuntimeException e) {
            LOG.error("the completion {} cannot be understood and is dropped: {}", message.taskId(), e.getMessage());
            return new Completion(Optional.empty(), Optional.empty(), message);
        }
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
        results.add(io.butterfly.api.worker.Outcome.finished((ClaimedMessage) completion.receipt(), APPLIED));
    }

    @Override
    public void giveBack(Completion completion) {
        results.add(
                io.butterfly.api.worker.Outcome.released((ClaimedMessage) completion.receipt(), AGAIN_AFTER_SECONDS));
    }

    /** Ends the claims that wait, of all loops; one that drains still has something to say. */
    public void leave(boolean isDraining) {
        try {
            client.leave(new WorkerLeave(worker, isDraining));
        } catch (IOException e) {
            LOG.debug("BaiChuan does not hear that this worker leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what has not been told yet. */
    @Override
    public void close() {
        if (results.isEmpty()) {
            return;
        }
        try {
            client.finish(new WorkerFinish(worker, results));
            results = new ArrayList<>();
        } catch (IOException e) {
            LOG.info("{} completion(s) will come again: {}", results.size(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
