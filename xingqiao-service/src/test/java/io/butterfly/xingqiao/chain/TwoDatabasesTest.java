package io.butterfly.xingqiao.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.embedded.service.Services;
import io.butterfly.kernel.ReqId;
import io.butterfly.worker.Worker;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** XingQiao on two databases beside one BaiChuan: each gets the completions of its own messages. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the services of TwoDatabasesTest")
class TwoDatabasesTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String SHARED = "/xingqiao/task_done";
    private static final Path DIR =
            Path.of(System.getProperty("butterfly.test.dir", "target")).toAbsolutePath();

    private static Redis redis;
    private static ServiceProcess baiChuan;
    private static EmbeddedServer one;
    private static EmbeddedServer other;

    @BeforeAll
    static void start() {
        redis = Redis.start(DIR.resolve("two-databases-" + ReqId.next()), 0);
        baiChuan = Services.startBaiChuan(redis.url());
        one = xingQiao();
        other = xingQiao();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        baiChuan.close();
        redis.kill();
    }

    private static EmbeddedServer xingQiao() {
        return TestDatabase.create().server(Map.of("butterfly.baichuan.url", baiChuan.url()));
    }

    @Test
    void each_claims_the_completions_of_its_own_messages_and_those_of_an_older_version() {
        Job ofOne = Job.create(one, "/two/work");
        Job ofOther = Job.create(other, "/two/work");
        String completionsOfOne = onFinish(ofOne.message());
        String completionsOfOther = onFinish(ofOther.message());

        assertThat(completionsOfOne).startsWith(SHARED + "/").isNotEqualTo(completionsOfOther);
        assertThat(completionsOfOther).startsWith(SHARED + "/");
        Eventually.within(LIMIT, () -> {
            assertThat(handlers(one)).containsExactlyInAnyOrder(completionsOfOne, SHARED);
            assertThat(handlers(other)).containsExactlyInAnyOrder(completionsOfOther, SHARED);
        });
        try (Worker _w = answering("/two/work")) {
            ofOne.awaitFinished();
            ofOther.awaitFinished();
            awaitCompletions(completionsOfOne, 1);
            awaitCompletions(completionsOfOther, 1);
        }
    }

    @Test
    void the_completion_of_a_message_of_an_older_version_is_taken() {
        Job job = Job.create(one, "/older/work");
        onFinish(job.message());
        Redis.ask(redis.port(), "HSET mq:msg:" + job.message() + " on_finish " + SHARED);

        try (Worker _w = answering("/older/work")) {
            job.awaitFinished();
            awaitCompletions(SHARED, 1);
        }
    }

    /** A job with one task. */
    private record Job(Http xingQiao, long id) {
        static Job create(EmbeddedServer server, String handler) {
            Http xingQiao = new Http(server);
            JsonNode created = xingQiao.post(
                    "/xingqiao/create_job",
                    "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[{\"label\":\"a\",\"cmd\":\"%s\"}]}}"
                            .formatted(handler));
            return new Job(xingQiao, created.path("job_id").asLong());
        }

        /** The id of its task's message. */
        String message() {
            return xingQiao.get("/xingqiao/list_tasks?job_id=" + id)
                    .at("/data/list/0/task_reqid")
                    .asText();
        }

        void awaitFinished() {
            Eventually.within(LIMIT, () -> assertThat(xingQiao.get("/xingqiao/get_job_detail?job_id=" + id)
                            .at("/data/job_status")
                            .asText())
                    .isEqualTo("finished"));
        }
    }

    /** The handler that its end is reported to, as soon as it is there. */
    private static String onFinish(String message) {
        AtomicReference<String> handler = new AtomicReference<>("");
        Eventually.until(LIMIT, () -> {
            handler.set(baiChuan("/baichuan/task_get?task_id=" + message)
                    .at("/task_info/on_finish")
                    .asText());
            return !handler.get().isEmpty();
        });
        return handler.get();
    }

    /** What this XingQiao claims from. */
    private static List<String> handlers(EmbeddedServer xingQiao) {
        List<String> handlers = new ArrayList<>();
        baiChuan("/baichuan/worker_list").at("/data/workers").forEach(worker -> {
            if (worker.path("name").asText().contains(":" + xingQiao.getPort() + ":")) {
                worker.path("queues").forEach(handler -> handlers.add(handler.asText()));
            }
        });
        return handlers;
    }

    private static Worker answering(String handler) {
        return Worker.at(baiChuan.url())
                .handle(handler, message -> Map.of("stat", "OK"))
                .start();
    }

    /** So many came to this handler, and were taken from it. */
    private static void awaitCompletions(String handler, int count) {
        Eventually.within(LIMIT, () -> assertThat(baiChuan("/baichuan/task_list?state=finished&handler=" + handler)
                        .at("/data/total")
                        .asInt())
                .isEqualTo(count));
    }

    private static JsonNode baiChuan(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(baiChuan.url() + path)).build();
            return Json.tree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
