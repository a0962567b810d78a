package io.butterfly.xingqiao.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Handlers in a worker of the test, with both services as processes. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the services of HandlersTest")
class HandlersTest {
    static final Duration LIMIT = Duration.ofMinutes(3);
    static final int TWO_MEGABYTES = 2 << 20;
    static final List<JsonNode> TOLD = new CopyOnWriteArrayList<>();
    static Chain chain;
    static Worker worker;

    @BeforeAll
    static void start() {
        chain = new Chain();
        worker = Worker.at(chain.baichuanUrl())
                .handle("/told/changes", message -> {
                    TOLD.add(message.params().tree());
                    return Map.of("stat", "OK");
                })
                .handle("/large/work", message -> Map.of("stat", "OK", "text", "x".repeat(TWO_MEGABYTES)))
                .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
        chain.close();
    }

    @Test
    void a_notifiers_handler_gets_every_change_of_the_job_in_order() {
        long job = chain.createJob("told", "{}");
        chain.xingqiao("/xingqiao/cancel_job", "{\"job_id\":" + job + "}");
        chain.xingqiao("/xingqiao/retry_job", "{\"job_id\":" + job + "}");

        Eventually.within(LIMIT, () -> assertThat(changes(job))
                .containsExactly("started OK", "failed ERR_JOB_CANCELLED", "started ERR_JOB_CANCELLED"));
        assertThat(TOLD).allMatch(params -> params.size() == 1);
    }

    static List<String> changes(long job) {
        return TOLD.stream()
                .map(params -> params.path("job"))
                .filter(it -> it.path("job_id").asLong() == job)
                .map(it -> it.path("job_status").asText() + " "
                        + it.path("ret_stat").asText())
                .toList();
    }

    @Test
    void a_reply_of_two_megabytes_fails_its_task_with_a_code_that_says_so() {
        long job = chain.createJob("given", "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/large/work\",\"retrymax\":3}]}");

        Eventually.until(LIMIT, () -> chain.job(job).path("job_status").asText().equals("failed"));

        assertThat(chain.job(job).path("ret_stat").asText()).isEqualTo("ERR_TASK_RESULT_TOO_LARGE");
        JsonNode task = chain.tasks(job).get(0);
        assertThat(task.path("ret_stat").asText()).isEqualTo("ERR_TASK_RESULT_TOO_LARGE");
        assertThat(task.path("ret_data").asText())
                .contains("store it elsewhere")
                .hasSizeLessThan(1_000);
    }

    @Test
    void a_message_of_a_deleted_job_is_not_executed_any_more() {
        long job = chain.createJob("given", "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/never/work\"}]}");
        String message =
                "{\"task_id\":\"" + chain.tasks(job).get(0).path("task_reqid").asText() + "\"}";
        Eventually.until(LIMIT, () -> chain.baichuan("/baichuan/task_get", message)
                .path("stat")
                .asText()
                .equals("ERR_MSG_IN_QUEUED"));

        chain.xingqiao("/xingqiao/delete_job", "{\"job_id\":" + job + "}");

        assertThat(chain.baichuan("/baichuan/task_get", message).toString()).contains("ERR_MSG_CANCELLED");
    }

    /** As JavaScript and Python write a text that was cut in the middle of an emoji. */
    @Test
    void half_a_character_in_the_reply_of_one_job_reaches_its_next_task_and_keeps_no_other_job_waiting() {
        String plan =
                "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/half/a\"},{\"label\":\"b\",\"cmd\":\"/half/b\",\"requires\":[\"s\"],\"dependencies\":[\"a\"]}]}";
        IntStream.range(0, 5).forEach(i -> chain.createJob("given", plan));
        List<JsonNode> first = claim("/half/a", 5);

        String outcomes = IntStream.range(0, 5)
                .mapToObj(i -> outcome(
                        first.get(i),
                        i == 2 ? "{\"stat\":\"OK\",\"s\":\"cut \\ud83d\"}" : "{\"stat\":\"OK\",\"s\":\"ok\"}"))
                .collect(Collectors.joining(","));
        chain.baichuan("/baichuan/worker_finish", "{\"worker\":\"w:0:1\",\"results\":[" + outcomes + "]}");

        assertThat(claim("/half/b", 5))
                .extracting(message -> message.at("/params/s").asText())
                .containsExactlyInAnyOrder("ok", "ok", "cut \ud83d", "ok", "ok");
    }

    @Test
    void a_message_that_another_client_published_under_the_id_of_a_start_is_not_taken_for_the_task() {
        String plan =
                "{\"tasks\":[{\"label\":\"a\",\"cmd\":\"/taken/a\"},{\"label\":\"b\",\"cmd\":\"/taken/b\",\"dependencies\":[\"a\"]}]}";
        long job = chain.createJob("given", plan);
        String id = chain.job(job).path("job_reqid").asText() + "-"
                + chain.tasks(job).get(1).path("task_id").asLong() + "-1";
        chain.baichuan(
                "/baichuan/task_create", "{\"handler\":\"/taken/other\",\"task_id\":\"" + id + "\",\"params\":{}}");

        chain.baichuan(
                "/baichuan/worker_finish",
                "{\"worker\":\"w:0:1\",\"results\":["
                        + outcome(claim("/taken/a", 1).getFirst(), "{\"stat\":\"OK\"}") + "]}");
        Eventually.until(LIMIT, () -> chain.job(job).path("job_status").asText().equals("failed"));

        assertThat(chain.job(job).path("ret_stat").asText()).isEqualTo("ERR_TASK_REFUSED");
        assertThat(chain.tasks(job).get(1).path("ret_data").asText()).contains("/taken/other");
    }

    /** Exactly so many messages, in as many claims as it takes. */
    private static List<JsonNode> claim(String handler, int many) {
        List<JsonNode> messages = new ArrayList<>();
        Eventually.until(LIMIT, () -> {
            String request = "{\"worker\":\"w:0:1\",\"handlers\":[\"%s\"],\"limit\":%d,\"wait\":1}"
                    .formatted(handler, many - messages.size());
            chain.baichuan("/baichuan/worker_claim", request)
                    .at("/data/messages")
                    .forEach(messages::add);
            return messages.size() == many;
        });
        return messages;
    }

    private static String outcome(JsonNode message, String result) {
        return "{\"task_id\":\"%s\",\"lease\":\"%s\",\"result\":%s}"
                .formatted(
                        message.path("task_id").asText(), message.path("lease").asText(), result);
    }

    /** The Python service needed 152 s. */
    @Test
    void sixty_jobs_at_once_finish_within_five_seconds() {
        long first = chain.createJob("ping", "{}");
        Eventually.until(LIMIT, () -> isFinished(first));

        List<Long> jobs = IntStream.range(0, 60)
                .mapToObj(i -> chain.createJob("ping", "{}"))
                .toList();

        Eventually.until(LIMIT, () -> jobs.stream().allMatch(HandlersTest::isFinished));
    }

    static boolean isFinished(long job) {
        return chain.job(job).path("job_status").asText().equals("finished");
    }
}
