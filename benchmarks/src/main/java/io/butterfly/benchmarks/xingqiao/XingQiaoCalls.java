package io.butterfly.benchmarks.xingqiao;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.benchmarks.Login;
import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** XingQiao's calls, as a client makes them. */
final class XingQiaoCalls {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Each look is a request and a statement, on the cores that the job needs. */
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private final URI xingqiao;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    XingQiaoCalls(URI xingqiao) {
        this.xingqiao = xingqiao;
    }

    /** Files in the folder of the plugins are read within seconds. */
    void awaitWorkflow(String type) {
        Eventually.until(
                LIMIT, () -> !create("known", type).path("stat").asText().equals("ERR_JOB_TYPE_NOT_EXISTS"));
    }

    JsonNode create(String namespace, String type) {
        return call("/xingqiao/create_job", "{\"job_namespace\":\"" + namespace + "\",\"job_type\":\"" + type + "\"}");
    }

    void awaitEnd(long job) {
        while (!call("/xingqiao/get_job_detail", "{\"job_id\":" + job + "}")
                .at("/data/job_status")
                .asText()
                .equals("finished")) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    void awaitEnd(String namespace, int jobs) {
        String finished = "{\"job_namespace\":\"" + namespace + "\",\"job_status\":\"finished\",\"page_size\":1}";
        while (call("/xingqiao/list_jobs", finished).at("/data/total").asInt() < jobs) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private JsonNode call(String path, String body) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(xingqiao.resolve(path)).POST(BodyPublishers.ofString(body));
            Login.credential().authorization().ifPresent(value -> request.header("Authorization", value));
            return Json.tree(http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
