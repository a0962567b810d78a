package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.claim.ClaimSteps;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.python.PythonPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A thousand messages, workers of ours, and Python workers to whom everything happens: the registration expires, a
 * restart, a kill. Each message is executed once, except those that the killed one had begun.
 */
class MixedFleetTest extends PythonFleet {
    private static final int MESSAGES = 1_000;
    private static final String OK = "{\"stat\": \"OK\"}";
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Map<String, Integer> executions = new HashMap<>();

    @Test
    void each_message_is_executed_once_except_those_that_the_killed_worker_had_begun() {
        List<String> ids = publish();

        expiresWhileItWorks();
        isRestarted();
        List<String> killed = isKilled();
        drainTogether();

        assertThat(ids).allSatisfy(id -> assertThat(executions.get(id)).as(id).isEqualTo(killed.contains(id) ? 2 : 1));
        assertThat(ids).allSatisfy(id -> assertThat(redis.hget("mq:msg:" + id, "status"))
                .isEqualTo("finished".getBytes()));
        assertThat(held()).isEmpty();
        assertThat(redis.zcard(key("finished"))).isEqualTo(MESSAGES);
    }

    private List<String> publish() {
        List<Draft> drafts = IntStream.range(0, MESSAGES)
                .mapToObj(i -> new Draft(
                        handler + i,
                        false,
                        handler,
                        "{\"n\":" + i + "}",
                        Options.DEFAULTS,
                        Unique.NO,
                        new Draft.Origin("trace", "10.0.0.1", "")))
                .toList();
        context.getBean(Publishing.class).publish(drafts);
        return drafts.stream().map(Draft::id).toList();
    }

    private void begin(PythonPeer worker, String id) {
        worker.run(id);
        executions.merge(id, 1, Integer::sum);
    }

    private void execute(PythonPeer worker, List<String> ids) {
        ids.forEach(id -> {
            begin(worker, id);
            worker.ago(Duration.ZERO).finish(id, OK);
            recover();
        });
    }

    private void expiresWhileItWorks() {
        PythonPeer worker = newWorker().ago(LONG_AGO);
        worker.register();
        List<String> ids = take(worker, PREFETCHED);
        ids.subList(1, THREADS).forEach(id -> begin(worker, id));
        worker.expire();
        worker.ago(LATELY).finish(ids.get(1), OK);
        recover();

        ids.subList(2, THREADS).forEach(id -> worker.ago(Duration.ZERO).finish(id, OK));
        execute(worker, ids.subList(THREADS, PREFETCHED));
        execute(worker, ids.subList(0, 1));
    }

    private void isRestarted() {
        PythonPeer worker = newWorker().ago(LONG_AGO);
        worker.register();
        List<String> ids = take(worker, PREFETCHED);
        ids.subList(0, THREADS).forEach(id -> begin(worker, id));
        worker.ago(LATELY).terminate();
        PythonPeer next = newWorker().ago(LATELY);
        next.register();
        recover();

        ids.subList(0, THREADS).forEach(id -> worker.finish(id, OK));
        worker.expire(); // and comes back by what it counts
        recover();
        execute(worker, ids.subList(THREADS, PREFETCHED));
        execute(next, take(next, 5));
        next.expire();
    }

    /** Returns what it had begun. */
    private List<String> isKilled() {
        PythonPeer worker = newWorker().ago(LONG_AGO);
        worker.register();
        List<String> begun = new ArrayList<>(take(worker, PREFETCHED)).subList(0, THREADS);
        begun.forEach(id -> begin(worker, id));
        recover();
        assertThat(held()).hasSize(PREFETCHED);

        worker.expire();
        recover();
        assertThat(held()).isEmpty();
        return begun;
    }

    private void drainTogether() {
        PythonPeer worker = newWorker();
        worker.register();
        while (!queued().isEmpty()) {
            execute(worker, take(worker, 1));
            ClaimSteps claiming = context.getBean(ClaimSteps.class);
            ClaimSteps.Taker taker = new ClaimSteps.Taker("w:0:1", LEASE, UUID.randomUUID() + ".");
            List<Execution> claimed = claiming.start(handler, claiming.take(handler, 20, LEASE), 4 << 20, taker)
                    .executions();
            claimed.forEach(message -> executions.merge(message.id(), 1, Integer::sum));
            context.getBean(Finishes.class)
                    .finish(claimed.stream()
                            .<Outcome>map(message -> new Outcome.End(message.id(), message.lease(), 0, Verdict.of(OK)))
                            .toList());
        }
    }
}
