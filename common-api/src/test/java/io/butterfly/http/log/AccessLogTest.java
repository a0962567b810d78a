package io.butterfly.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code acc.log} of a service. */
class AccessLogTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void has_one_line_for_each_request_with_the_fields_of_the_contract() throws Exception {
        try (EmbeddedServer server = start("requests")) {
            String reqid = post(server, "/echo/say", "{\"str_info\":\"a\\tb\",\"name\":\"n\"}")
                    .headers()
                    .firstValue("x-reqid")
                    .orElseThrow();
            post(server, "/echo/refuse", "{}");
            post(server, "/no/such/call", "{}", "x-message-id", "m-1");
            post(server, "/echo/whoami", "{}", "x-message-id", "m-1", "x-trace-id", "t-1", "x_username", "wang");
            server.close();

            assertThat(lines()).hasSize(4);
            assertThat(lines().get(0).split("\t", -1))
                    .hasSize(15)
                    .contains("127.0.0.1", reqid, "POST", "/echo/say", "EchoCalls:say", "stat:OK")
                    .contains("user:-", "talk:", "params:str_info=a b;name=n", "error_msg:", "res:", "trace:" + reqid);
            assertThat(lines().get(0))
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\t\\d+\\t.*\\tcost:\\d+\\.\\d{6}\\t.*");
            assertThat(lines().get(1)).contains("stat:ERR\t", "error_msg:no job by the id of");
            assertThat(lines().get(2)).contains("\tPOST\t/no/such/call\t", "stat:400\t");
            assertThat(lines().get(3)).contains("\tm-1\tQUEUE\t/echo/whoami\t", "user:wang", "trace:t-1");
        }
    }

    @Test
    void is_not_made_unless_it_is_wanted() throws Exception {
        try (EmbeddedServer server = start("off")) {
            post(server, "/echo/say", "{\"str_info\":1}");
        }

        assertThat(folder.resolve("acc.log")).doesNotExist();
    }

    @Test
    void drops_lines_when_too_many_wait_and_counts_them() {
        MeterRegistry registry = new SimpleMeterRegistry();
        AccessLog log = new AccessLog(registry, "off", folder, "text", ""); // nothing takes its lines

        for (int i = 0; i < 20_100; i++) {
            log.add(entry());
        }

        assertThat(registry.get("butterfly.access.log.dropped").counter().count())
                .isEqualTo(100);
    }

    private static AccessEntry entry() {
        return new AccessEntry(
                Instant.EPOCH,
                "-",
                new AccessEntry.Who("-", "-", "-", "-"),
                "GET",
                "/",
                Duration.ZERO,
                new AccessEntry.How("OK", "", ""),
                "");
    }

    private EmbeddedServer start(String which) {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.application.name",
                        "echo",
                        "micronaut.server.port",
                        -1,
                        "butterfly.access-log",
                        which,
                        "butterfly.log-folder",
                        folder.toString()));
    }

    private static HttpResponse<String> post(EmbeddedServer server, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.getURI() + path)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("acc.log"));
    }
}
