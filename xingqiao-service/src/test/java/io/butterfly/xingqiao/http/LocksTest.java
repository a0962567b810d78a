package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.embedded.Eventually;
import io.butterfly.kernel.Signal;
import io.butterfly.xingqiao.operate.Operations;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas on one database. No worker executes the tasks, so a job holds its locks until it is cancelled, late or
 * deleted.
 */
class LocksTest {
    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path plugins;

    static TestDatabase database;
    static final List<EmbeddedServer> SERVERS = new ArrayList<>();
    static Http http;
    static Http other;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                plugins.resolve("locked.yaml"),
                "name: locked\nlocks: ${locks}\ntasks: [{label: a, cmd: /test/work}]\n");
        database = TestDatabase.create();
        SERVERS.add(database.server(Map.of("xingqiao.plugins", plugins.toString())));
        SERVERS.add(database.server(Map.of("xingqiao.plugins", plugins.toString())));
        http = new Http(SERVERS.get(0));
        other = new Http(SERVERS.get(1));
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(EmbeddedServer::close);
    }

    @Test
    void a_job_whose_lock_is_held_is_refused_with_the_name_of_the_holder() {
        long holder = create(http, "refused-1,refused-2", "");

        JsonNode reply = ask(other, "refused-2,refused-3", ",\"job_name\":\"late\"");

        assertThat(reply.get("stat").asText()).isEqualTo("ERR_JOB_LOCKED");
        assertThat(reply.get("message").asText()).startsWith("the lock refused-2 is held by job " + holder + " (");
        assertThat(ask(other, "refused-3,refused-4", ",\"job_name\":\"late\"")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(ask(other, "REFUSED-1", "").get("stat").asText()).isEqualTo("OK");
    }

    @Test
    void locks_are_free_when_their_job_was_cancelled_is_late_or_deleted() {
        long cancelled = create(http, "ends", "");
        other.get("/xingqiao/cancel_job?job_id=" + cancelled);
        long late = create(http, "ends", ",\"job_timeout\":1");
        Eventually.within(LIMIT, () -> assertThat(statusOf(late)).isEqualTo("failed"));
        long deleted = create(http, "ends", "");
        other.get("/xingqiao/delete_job?job_id=" + deleted);

        create(http, "ends", "");
        assertThat(other.post("/xingqiao/retry_job", "{\"job_id\":" + cancelled + "}")
                        .get("stat")
                        .asText())
                .isEqualTo("ERR_JOB_LOCKED");
        assertThat(statusOf(cancelled)).isEqualTo("failed");
    }

    @Test
    void waiting_jobs_get_the_lock_in_the_order_of_arrival() {
        long first = create(http, "order", "");
        long second = create(other, "order", ",\"job_lock_wait\":600");
        long third = create(http, "order", ",\"job_lock_wait\":600");

        assertThat(holder("order")).isEqualTo("" + first);
        assertThat(taskStatusOf(second)).isEqualTo("waiting");
        http.get("/xingqiao/cancel_job?job_id=" + first);
        Eventually.within(LIMIT, () -> assertThat(holder("order")).isEqualTo("" + second));
        Eventually.within(LIMIT, () -> assertThat(taskStatusOf(second)).isEqualTo("pending"));
        assertThat(taskStatusOf(third)).isEqualTo("waiting");
        http.get("/xingqiao/cancel_job?job_id=" + second);
        Eventually.within(LIMIT, () -> assertThat(holder("order")).isEqualTo("" + third));
    }

    @Test
    void freeing_a_lock_makes_the_next_job_due_and_wakes_the_reconciler() throws Exception {
        long first = create(http, "woken", "");
        long second = create(other, "woken", ",\"job_lock_wait\":600");
        create(other, "woken", ",\"job_lock_wait\":600");

        try (ApplicationContext withoutLoops = database.context()) {
            Operations operations = withoutLoops.getBean(Operations.class);
            Signal jobDue = withoutLoops.getBean(Signal.class, Qualifiers.byName("job-due"));
            operations.cancel(new JobKey(first, null));
            assertThat(jobDue.await(Duration.ZERO)).isTrue();
            Eventually.within(LIMIT, () -> assertThat(holder("woken")).isEqualTo("" + second));
            operations.delete(new JobKey(second, null));
            assertThat(jobDue.await(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void no_job_overtakes_one_that_waits_for_several_locks() {
        long holder = create(http, "many-b", "");
        long waiting = create(http, "many-a,many-b", ",\"job_lock_wait\":600");

        JsonNode refused = ask(other, "many-a", "");
        long behind = create(other, "many-a", ",\"job_lock_wait\":600");

        assertThat(refused.get("message").asText()).startsWith("the lock many-a is next for job " + waiting);
        assertThat(holder("many-a")).isNull();
        http.get("/xingqiao/cancel_job?job_id=" + waiting);
        assertThat(statusOf(waiting)).isEqualTo("failed");
        Eventually.within(LIMIT, () -> assertThat(holder("many-a")).isEqualTo("" + behind));
        assertThat(holder("many-b")).isEqualTo("" + holder);
    }

    @Test
    void who_has_waited_long_enough_fails() {
        create(http, "patience", "");
        long waiting = create(http, "patience", ",\"job_lock_wait\":1");

        Eventually.within(LIMIT, () -> assertThat(statusOf(waiting)).isEqualTo("failed"));

        assertThat(database.ask("select ret_stat from workflow_job where job_id = " + waiting))
                .isEqualTo("ERR_JOB_LOCKED");
        assertThat(database.ask("select count(*) from workflow_lock_wait where job_id = " + waiting))
                .isEqualTo("0");
    }

    @Test
    void a_holder_that_is_gone_does_not_hold() {
        long holder = create(http, "gone", "");
        database.execute(
                "update workflow_job set job_status = 'finished', next_check_at = null where job_id = " + holder);

        create(other, "gone", "");
    }

    /** Five names, two for each job, so that they meet in every order; each job ends as soon as it has its locks. */
    @Test
    void many_jobs_with_crossing_locks_all_get_their_turn() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Long>> created = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int n = i;
                Http at = i % 2 == 0 ? http : other;
                created.add(threads.submit(
                        () -> create(at, "cross-" + n % 5 + ",cross-" + (n * 3 + 1) % 5, ",\"job_lock_wait\":600")));
            }
            for (Future<Long> job : created) {
                job.get();
            }
        }
        String holders = "select min(job_id) from workflow_lock where lock_name like 'cross-%'";

        for (int ended = 0; ended < 20; ended++) {
            Eventually.within(LIMIT, () -> assertThat(database.ask(holders)).isNotNull());
            http.get("/xingqiao/cancel_job?job_id=" + database.ask(holders));
        }

        assertThat(database.ask("select count(*) from workflow_lock where lock_name like 'cross-%'"))
                .isEqualTo("0");
        assertThat(database.ask("select count(*) from workflow_lock_wait where lock_name like 'cross-%'"))
                .isEqualTo("0");
    }

    static long create(Http at, String locks, String more) {
        JsonNode reply = ask(at, locks, more);
        assertThat(reply.path("stat").asText()).as(reply.toString()).isEqualTo("OK");
        return reply.get("job_id").asLong();
    }

    static JsonNode ask(Http at, String locks, String more) {
        return at.post(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"n\",\"job_type\":\"locked\",\"job_extra\":{\"locks\":\"" + locks + "\"}" + more
                        + "}");
    }

    static String statusOf(long job) {
        return database.ask("select job_status from workflow_job where job_id = " + job);
    }

    static String taskStatusOf(long job) {
        return database.ask("select task_status from workflow_task where job_id = " + job);
    }

    static String holder(String lock) {
        return database.ask("select job_id from workflow_lock where lock_name = '" + lock + "'");
    }
}
