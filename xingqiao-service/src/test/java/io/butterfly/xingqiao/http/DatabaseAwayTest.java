package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.MariaDb;
import io.butterfly.kernel.ReqId;
import io.butterfly.xingqiao.support.Http;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Order(5)
class DatabaseAwayTest {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String CREATE = "{\"job_namespace\":\"ns\",\"job_type\":\"ping\"}";

    @Test
    void calls_are_refused_at_once_health_says_so_and_both_heal_by_themselves() {
        Path dir = Path.of(System.getProperty("butterfly.test.dir", "target"), "away-" + ReqId.next());
        try (MariaDb database = MariaDb.start(dir, 0);
                EmbeddedServer server = start(database)) {
            Http http = new Http(server);
            Eventually.within(
                    LIMIT, () -> assertThat(http.send("/health/readiness", null).statusCode())
                            .isEqualTo(200));
            assertThat(http.get("/health/readiness")
                            .at("/details/loops/details/reconcile_age_seconds")
                            .isNumber())
                    .isTrue();

            database.kill();

            long start = System.nanoTime();
            JsonNode reply = http.post("/xingqiao/create_job", CREATE);
            assertThat(reply.get("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");
            assertThat(reply.get("message").asText())
                    .contains("nothing was stored")
                    .doesNotContain("SQL", "Exception");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(http.get("/xingqiao/list_jobs").get("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");
            Eventually.within(
                    LIMIT, () -> assertThat(http.send("/health/readiness", null).statusCode())
                            .isEqualTo(503));
            assertThat(http.send("/health/liveness", null).statusCode()).isEqualTo(200);

            database.restart();

            Eventually.within(LIMIT, () -> assertThat(http.post("/xingqiao/create_job", CREATE)
                            .get("stat")
                            .asText())
                    .isEqualTo("OK"));
            Eventually.within(
                    LIMIT, () -> assertThat(http.send("/health/readiness", null).statusCode())
                            .isEqualTo(200));
        }
    }

    static EmbeddedServer start(MariaDb database) {
        database.createDatabase("away");
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.host", "127.0.0.1",
                        "micronaut.server.port", -1,
                        "butterfly.mysql.url", database.jdbcUrl("away"),
                        "butterfly.mysql.user", database.user(),
                        "butterfly.mysql.password", database.password()),
                "test");
    }
}
