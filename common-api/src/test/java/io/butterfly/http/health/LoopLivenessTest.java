package io.butterfly.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.MainLoops;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an orchestrator sees of a process one of whose loops hangs. */
class LoopLivenessTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 200", "PT4M50S, 200", "PT5M10S, 503"})
    void is_not_alive_when_a_turn_has_taken_more_than_five_minutes(Duration age, int status) throws Exception {
        MainLoops loops = () -> Map.of("firing", age, "lease", Duration.ZERO);
        try (EmbeddedServer server = ApplicationContext.builder()
                .properties(Map.of("micronaut.server.port", -1))
                .singletons(loops)
                .run(EmbeddedServer.class)) {
            URI liveness = server.getURI().resolve("/health/liveness");

            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(liveness).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(status);
        }
    }
}
