package io.butterfly.xingqiao.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the services of ChainTest")
@Order(1)
class ChainTest {
    static final Duration LIMIT = Duration.ofMinutes(3);
    static Chain chain;

    @BeforeAll
    static void start() {
        chain = new Chain();
        long first = chain.createJob("hello", "{\"str_info\":\"classes are loaded now\"}");
        Eventually.until(LIMIT, () -> isFinished(first));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void ping_finishes() {
        long id = chain.createJob("ping", "{}");

        Eventually.until(LIMIT, () -> isFinished(id));
        assertThat(texts(chain.tasks(id), "task_status")).containsExactly("finished", "finished");
        assertThat(texts(chain.tasks(id), "task_reqid"))
                .doesNotHaveDuplicates()
                .allMatch(reqid -> reqid.endsWith("-1"));
    }

    @Test
    void hello_finishes_with_the_two_replies_as_its_result() {
        long id = chain.createJob("hello", "{\"str_info\":\"ceshi\"}");

        Eventually.until(LIMIT, () -> isFinished(id));
        JsonNode result = chain.job(id).path("ret_data");
        assertThat(result.get(0)).isEqualTo(Json.tree("{\"stat\":\"OK\",\"str_info\":\"ceshi\"}"));
        assertThat(result.get(1).path("stat").asText()).isEqualTo("OK");
        assertThat(result.get(1).path("randstr").asText()).isNotEmpty();
        assertThat(result).hasSize(2);
    }

    @Test
    void hello_params_greets_with_its_preset_parameters() {
        long id = chain.createJob("hello_params", "{\"str_info\":\"ignored\"}");

        Eventually.until(LIMIT, () -> isFinished(id));
        assertThat(chain.job(id).path("ret_data").get(0).path("str_info").asText())
                .isEqualTo("hello world");
    }

    @Test
    void a_result_that_is_too_large_to_travel_with_its_completion_is_fetched() {
        long id = chain.createJob("fan", "{\"width\":700}");

        Eventually.until(LIMIT, () -> isFinished(id));
        JsonNode result = chain.job(id).path("ret_data");
        assertThat(result).hasSize(700);
        assertThat(result.toString().length()).isGreaterThan(64 * 1024);
    }

    @Test
    void a_message_that_fails_fails_its_task_and_job_with_its_code() {
        long id = chain.createJob("given", "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/demo_api/hello\"}]}");

        Eventually.until(LIMIT, () -> chain.job(id).path("job_status").asText().equals("failed"));
        assertThat(chain.job(id).path("ret_stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(texts(chain.tasks(id), "ret_stat")).containsExactly("ERR_BAD_PARAMS");
    }

    @Test
    void a_task_past_its_timeout_fails_with_its_own_code() {
        long id = chain.createJob("given", "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/slow/work\",\"timeout\":1}]}");

        chain.claimAndForget("/slow/work");

        Eventually.until(LIMIT, () -> chain.job(id).path("job_status").asText().equals("failed"));
        assertThat(chain.job(id).path("ret_stat").asText()).isEqualTo("ERR_TASK_EXE_TIMEOUT");
    }

    @Test
    void a_task_without_a_timeout_has_none_where_it_is_executed() {
        chain.createJob("given", "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/patient/work\",\"timeout\":0}]}");

        JsonNode claimed = chain.baichuan(
                "/baichuan/worker_claim",
                "{\"worker\":\"w:0:2\",\"handlers\":[\"/patient/work\"],\"limit\":1,\"wait\":5}");

        assertThat(claimed.at("/data/messages/0/timeout").asInt()).isEqualTo(-1);
    }

    @Test
    void a_message_to_create_job_starts_one_job_however_often_it_is_delivered() {
        String message =
                "{\"handler\":\"/xingqiao/create_job\",\"params\":{\"job_namespace\":\"pushed\",\"job_type\":\"ping\"}}";

        String messageId = chain.baichuan("/baichuan/task_create", message)
                .path("data")
                .path("task_id")
                .asText();

        Eventually.until(LIMIT, () -> total("pushed") == 1 && isFinished(onlyJob("pushed")));
        assertThat(chain.job(onlyJob("pushed")).path("job_reqid").asText()).isEqualTo(messageId);
    }

    @Test
    void a_worker_of_the_original_executes_tasks_and_the_job_ends_after_the_last_one() throws Exception {
        try (PythonWorker worker = new PythonWorker(chain.redis().port(), "/original/work")) {
            long id = chain.createJob(
                    "given",
                    "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/original/work\"},"
                            + "{\"label\":\"b\",\"cmd\":\"/original/work\",\"dependencies\":[\"a\"],\"save\":true}]}");

            Eventually.until(LIMIT, () -> worker.work("{\"stat\": \"OK\", \"n\": 1}"));
            Eventually.until(LIMIT, () -> worker.work("{\"stat\": \"OK\", \"n\": 2}"));

            Eventually.until(LIMIT, () -> isFinished(id));
            assertThat(chain.job(id).path("ret_data")).isEqualTo(Json.tree("{\"n\":2}"));
        }
    }

    @Nested
    class after_a_kill {
        @Test
        void of_xingqiao_in_the_middle_of_twenty_jobs_all_finish() {
            List<Long> jobs = inTheMiddleOfTwentyJobs();

            chain.killXingQiao();
            chain.startXingQiao();

            assertThat(jobs).as("the kill came in the middle").anyMatch(job -> !isFinished(job));
            Eventually.within(LIMIT, () -> assertThat(jobs).allMatch(ChainTest::isFinished));
            assertThat(jobs).allSatisfy(ChainTest::everyTaskWasStartedOnce);
        }

        @Test
        void of_one_of_two_replicas_the_other_one_finishes_all_jobs() {
            chain.startReplica();
            List<Long> jobs = inTheMiddleOfTwentyJobs();

            chain.killXingQiao();

            assertThat(jobs).as("the kill came in the middle").anyMatch(job -> !isFinished(job));
            Eventually.within(LIMIT, () -> assertThat(jobs).allMatch(ChainTest::isFinished));
            assertThat(jobs).allSatisfy(ChainTest::everyTaskWasStartedOnce);
            chain.startXingQiao();
            chain.killReplica();
        }

        @Test
        void of_baichuan_in_the_middle_of_twenty_jobs_all_finish() {
            List<Long> jobs = inTheMiddleOfTwentyJobs();

            chain.killBaiChuan();
            assertThat(jobs).as("the kill came in the middle").anyMatch(job -> !isFinished(job));
            chain.startBaiChuan();

            Eventually.within(LIMIT, () -> assertThat(jobs).allMatch(ChainTest::isFinished));
            assertThat(jobs).allSatisfy(ChainTest::everyTaskWasStartedOnce);
        }

        @Test
        void jobs_created_while_baichuan_is_away_finish_once_it_is_back() {
            chain.killBaiChuan();
            List<Long> jobs = IntStream.range(0, 20)
                    .mapToObj(i -> chain.createJob("ping", "{}"))
                    .toList();
            assertThat(jobs).noneMatch(ChainTest::isFinished);

            chain.startBaiChuan();

            Eventually.within(LIMIT, () -> assertThat(jobs).allMatch(ChainTest::isFinished));
        }
    }

    /** Each has forty tasks, and at least one of them is at work. */
    static List<Long> inTheMiddleOfTwentyJobs() {
        List<Long> jobs = IntStream.range(0, 20)
                .mapToObj(i -> chain.createJob("forty", "{}"))
                .toList();
        Eventually.until(
                LIMIT, () -> texts(chain.tasks(jobs.getLast()), "task_status").contains("finished"));
        return jobs;
    }

    static void everyTaskWasStartedOnce(long job) {
        assertThat(texts(chain.tasks(job), "task_reqid")).hasSize(40).allMatch(reqid -> reqid.endsWith("-1"));
    }

    static boolean isFinished(long id) {
        return chain.job(id).path("job_status").asText().equals("finished");
    }

    static int total(String namespace) {
        return jobs(namespace).path("total").asInt();
    }

    static long onlyJob(String namespace) {
        return jobs(namespace).path("list").get(0).path("job_id").asLong();
    }

    static JsonNode jobs(String namespace) {
        return chain.xingqiao("/xingqiao/list_jobs", "{\"job_namespace\":\"" + namespace + "\"}")
                .path("data");
    }

    static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}
