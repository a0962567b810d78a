package io.butterfly.standalone;

import io.butterfly.api.Json;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manual's example jobs. Those that exist already stay as they are, so none may contain a value that differs at the
 * next start, such as a port.
 */
final class DemoJobs {
    private static final Logger LOG = LoggerFactory.getLogger(DemoJobs.class);
    private static final String NAME = "demo";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final BodyLimit MOST_READ = BodyLimit.refuseAbove(1 << 20);

    private final String gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    DemoJobs(String gateway) {
        this.gateway = gateway;
    }

    void add() {
        List.of(
                        job("helloworld", "interval", "10s", "/demo_api/hello#{\"str_info\":\"helloworld\"}"),
                        job("demo_script", "interval", "1m", "bash scripts/hello.sh butterfly"),
                        job("demo_nightly", "cron", "0 20 2 * * *", "/demo_api/ping"),
                        job(
                                "demo_workflow",
                                "cron",
                                "30 * * * * *",
                                "/xingqiao/create_job#"
                                        + Json.write(Map.of(
                                                "job_namespace",
                                                NAME,
                                                "job_type",
                                                "hello",
                                                "job_extra",
                                                Map.of("str_info", "ceshi")))) // no name: each run is a job of its own
                        )
                .forEach(this::addUnlessThere);
    }

    private static Map<String, String> job(String id, String trigger, String rule, String command) {
        Map<String, String> job = new HashMap<>(
                Map.of("job_trigger", trigger, "job_id", id, "job_name", NAME, "cmd", command, "rule", rule));
        if (command.startsWith("/")) {
            job.put("expect_stat", "OK"); // of the handler's reply: that the message was published is not enough
        }
        return job;
    }

    private void addUnlessThere(Map<String, String> job) {
        String id = job.get("job_id");
        if (isOk(ask("/ruqi/job_show", Map.of("job_id", id)))) {
            return;
        }
        String answer = ask("/ruqi/job_add", job);
        if (isOk(answer)) {
            LOG.info("added the example job {}: {}", id, job.get("cmd"));
        } else {
            LOG.warn("the example job {} was refused: {}", id, answer);
        }
    }

    private static boolean isOk(String answer) {
        return "OK".equals(Json.tree(answer).path("stat").asText());
    }

    private String ask(String path, Map<String, String> parameters) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .POST(BodyPublishers.ofString(Json.write(parameters)))
                .build();
        try {
            return WholeExchange.send(client, request, ANSWER_LIMIT, MOST_READ).text();
        } catch (IOException e) {
            throw new IllegalStateException("the gateway does not answer " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the example jobs were added", e);
        }
    }
}
