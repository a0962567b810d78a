package io.butterfly.xingqiao.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.worker.Invocation;
import io.butterfly.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two XingQiao, and everything killed once. {@code -Dbutterfly.chaos.jobs=200} is the long form. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class ChaosTest {
    static final int JOBS = Integer.getInteger("butterfly.chaos.jobs", 50);
    static final Duration LIMIT = Duration.ofMinutes(4);
    static final int MAX_ATTEMPTS = 3;
    static final long SEED = Long.getLong("butterfly.chaos.seed", System.nanoTime());
    static final double FAILING_STARTS = 0.2;
    /** A task has five starts; two are left for what the kills do. */
    static final int STARTS_THAT_MAY_FAIL = 3;

    final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    final AtomicInteger created = new AtomicInteger();

    @Test
    void every_job_ends_right_whatever_is_killed() throws Exception {
        System.out.println("-Dbutterfly.chaos.seed=" + SEED);
        try (Chain chain = Chain.onItsOwn();
                VirtualThreads threads = new VirtualThreads("create", LIMIT)) {
            chain.startReplica();
            try (Worker _w = worker(chain)) {
                Future<?> creating =
                        threads.start(() -> IntStream.range(0, JOBS).forEach(i -> create(chain, i)));
                killEachOnce(chain);
                creating.get();

                Eventually.within(LIMIT, () -> assertThat(total(chain, "started"))
                        .as("jobs that have not ended")
                        .isZero());
            }
            assertThat(total(chain, null)).isEqualTo(JOBS);
            assertThat(IntStream.range(0, JOBS)).allSatisfy(i -> endedRight(chain, i));
            assertThat(executions)
                    .isNotEmpty()
                    .allSatisfy((id, times) -> assertThat(times.get()).as(id).isLessThanOrEqualTo(MAX_ATTEMPTS));
            assertThat(chain.ask("select count(*) from workflow_lock"))
                    .as("locks that stayed")
                    .isEqualTo("0");
        }
    }

    Worker worker(Chain chain) {
        return Worker.at(chain.baichuanUrl())
                .handle("/chaos/work", this::work)
                .handle("/chaos/doomed", message -> count(message, "ERR_BIZ"))
                .concurrency(20)
                .start();
    }

    /** Whether a start fails depends on the seed and on its id alone, so that a second delivery of it fails alike. */
    Object work(Invocation message) {
        int startNo =
                Integer.parseInt(message.taskId().substring(message.taskId().lastIndexOf('-') + 1));
        boolean isFailing = startNo <= STARTS_THAT_MAY_FAIL
                && new Random(SEED * 31 + message.taskId().hashCode()).nextDouble() < FAILING_STARTS;
        return count(message, isFailing ? "ERR_BIZ" : "OK");
    }

    Object count(Invocation message, String stat) {
        executions.computeIfAbsent(message.taskId(), id -> new AtomicInteger()).incrementAndGet();
        return Map.of("stat", stat);
    }

    void killEachOnce(Chain chain) {
        afterJobs(1);
        chain.killBaiChuan();
        chain.startBaiChuan();
        afterJobs(2);
        chain.killXingQiao();
        chain.startXingQiao();
        afterJobs(3);
        chain.killRedis();
        chain.restartRedis();
        afterJobs(4);
        chain.killAndRestartMySql();
    }

    void afterJobs(int fifths) {
        Eventually.until(LIMIT, () -> created.get() >= JOBS * fifths / 5);
    }

    /** As a client must: again, until a reply says that the job is there. */
    void create(Chain chain, int no) {
        String body = "{\"job_namespace\":\"chaos\",\"job_type\":\"diamond\",\"job_name\":\"chaos-" + no
                + "\",\"job_extra\":{\"no\":" + no + ",\"doomed\":" + isDoomed(no) + "}}";
        Eventually.until(LIMIT, () -> List.of("OK", "ERR_JOB_EXIST")
                .contains(chain.tryXingQiao("/xingqiao/create_job", body)
                        .path("stat")
                        .asText()));
        created.incrementAndGet();
    }

    static boolean isDoomed(int no) {
        return no % 10 == 0;
    }

    static void endedRight(Chain chain, int no) {
        JsonNode job = chain.xingqiao("/xingqiao/get_job_detail", "{\"job_name\":\"chaos-" + no + "\"}")
                .path("data");
        List<String> statuses = ChainTest.texts(chain.tasks(job.path("job_id").asLong()), "task_status");

        assertThat(job.path("job_status").asText() + " " + job.path("ret_stat").asText())
                .isEqualTo(isDoomed(no) ? "failed ERR_BIZ" : "finished OK");
        assertThat(statuses).hasSize(10).filteredOn("finished"::equals).hasSize(isDoomed(no) ? 9 : 10);
    }

    static int total(Chain chain, String status) {
        String filter = status == null ? "" : ",\"job_status\":\"" + status + "\"";
        return chain.tryXingQiao("/xingqiao/list_jobs", "{\"job_namespace\":\"chaos\"" + filter + "}")
                .at("/data/total")
                .asInt(-1);
    }
}
