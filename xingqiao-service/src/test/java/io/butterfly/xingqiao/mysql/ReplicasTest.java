package io.butterfly.xingqiao.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.reconcile.DueJobs.DueJob;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two services on one database. */
class ReplicasTest {
    static final String CREATE = "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_name\":\"%s\"}";

    @Test
    void start_together_on_an_empty_database() throws Exception {
        TestDatabase database = TestDatabase.create();

        inParallel(2, i -> {
            database.context().close();
            return true;
        });

        assertThat(database.ask("select count(*) from flyway_xingqiao where success = 0"))
                .isEqualTo("0");
    }

    @Test
    void give_one_name_to_one_job_and_one_message_one_job() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (EmbeddedServer one = database.server(Map.of());
                EmbeddedServer two = database.server(Map.of())) {
            List<Http> both = List.of(new Http(one), new Http(two));

            List<String> stats = inParallel(8, i -> both.get(i % 2)
                    .post("/xingqiao/create_job", CREATE.formatted("same"))
                    .get("stat")
                    .asText());
            List<String> pushed = inParallel(8, i -> both.get(i % 2)
                    .post(
                            "/xingqiao/create_job",
                            "{\"job_namespace\":\"ns\",\"job_type\":\"ping\"}",
                            "x-message-id",
                            "M-1")
                    .toString());

            assertThat(stats).filteredOn("OK"::equals).hasSize(1);
            assertThat(stats).filteredOn("ERR_JOB_EXIST"::equals).hasSize(7);
            assertThat(pushed).allMatch(reply -> reply.contains("\"OK\"")).hasSize(8);
            assertThat(pushed.stream().distinct()).hasSize(1);
            assertThat(database.ask("select count(*) from workflow_job")).isEqualTo("2");
            assertThat(database.ask("select count(*) from workflow_task")).isEqualTo("4");
        }
    }

    @Test
    void never_check_the_same_job_at_the_same_time() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (ApplicationContext one = database.context();
                EmbeddedServer two = database.server(Map.of("xingqiao.progress-loops", 0))) {
            Http http = new Http(two);
            IntStream.range(0, 40).forEach(i -> http.post("/xingqiao/create_job", CREATE.formatted("job" + i)));
            two.close();
            database.execute("update workflow_job set next_check_at = 1");
            DueJobs due = one.getBean(DueJobs.class);

            List<List<DueJob>> taken = inParallel(4, i -> {
                List<DueJob> mine = new ArrayList<>();
                for (List<DueJob> some = due.take(3); !some.isEmpty(); some = due.take(3)) {
                    mine.addAll(some);
                }
                return mine;
            });

            assertThat(taken.stream().flatMap(List::stream).map(DueJob::jobReqid))
                    .hasSize(40)
                    .doesNotHaveDuplicates();
        }
    }

    interface Work<T> {
        T run(int i) throws Exception;
    }

    static <T> List<T> inParallel(int threads, Work<T> work) throws Exception {
        try (VirtualThreads pool = new VirtualThreads("test", Duration.ofSeconds(30))) {
            List<Callable<T>> calls = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> work.run(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.executor().invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
