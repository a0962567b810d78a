package io.butterfly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.ChildProcess.Command;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes through need not fit in the memory of the gateway: it supervises everything in the standalone set-up. */
class SmallHeapTest {
    private static final long REPLY = 100 << 20;
    private static final int BODY = 9 << 20;
    private static final int AT_ONCE = 12;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();

    @Test
    void long_lists_and_large_bodies_flow_through_a_small_heap() {
        try (RecordingService service = new RecordingService("any")) {
            ChildProcess gateway = ChildProcess.start(gateway(service.url()));
            try {
                gateway.await(this::isReady, Duration.ofSeconds(120));

                List<CompletableFuture<Long>> lists =
                        IntStream.range(0, AT_ONCE).mapToObj(i -> list()).toList();
                List<CompletableFuture<String>> bodies =
                        IntStream.range(0, AT_ONCE).mapToObj(i -> upload()).toList();

                assertThat(lists).allSatisfy(list -> assertThat(list.join()).isEqualTo(REPLY));
                assertThat(bodies).allSatisfy(body -> assertThat(body.join()).isEqualTo(Integer.toString(BODY)));
                assertThat(gateway.isAlive()).isTrue();
            } finally {
                gateway.stop(Duration.ofSeconds(30));
            }
        }
    }

    private Command gateway(String url) {
        PidFile pidFile = new PidFile(dir.resolve("gateway.pid"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx56m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-Dbutterfly.pid-file=" + pidFile.path(),
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName()));
        Map<String, String> environment = Map.of(
                "BUTTERFLY_PORT",
                Integer.toString(port),
                "BUTTERFLY_BAICHUAN_URLS",
                url,
                "BUTTERFLY_XINGQIAO_URLS",
                url + "," + url,
                "BUTTERFLY_RUQI_URLS",
                url);
        return new Command("gateway", line, environment, pidFile, dir.resolve("gateway.log"));
    }

    private boolean isReady() {
        try {
            return http.send(request("/health/readiness").build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private CompletableFuture<Long> list() {
        return http.sendAsync(request("/ruqi/large?" + REPLY).build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(answer -> {
                    try (InputStream body = answer.body()) {
                        return body.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private CompletableFuture<String> upload() {
        return http.sendAsync(
                        request("/xingqiao/large?65536")
                                .POST(BodyPublishers.ofByteArray(new byte[BODY]))
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(answer -> answer.headers().firstValue("x-received").orElse("none"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
