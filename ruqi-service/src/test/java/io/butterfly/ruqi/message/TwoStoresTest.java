package io.butterfly.ruqi.message;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** RuQi on two databases beside one BaiChuan: each gets the reports of its own messages. */
@Execution(ExecutionMode.CONCURRENT)
@Order(7)
class TwoStoresTest {
    private static final String SHARED = "/ruqi/firing_done";

    @Test
    void each_claims_the_reports_of_its_own_messages_and_those_of_an_older_version() throws Exception {
        try (ServiceProcess baiChuan =
                        Services.startBaiChuan(Servers.redis().url().replaceFirst("/0$", "/8"));
                Neighbours one = Neighbours.start(baiChuan, Map.of());
                Neighbours other = Neighbours.start(baiChuan, Map.of())) {
            String oneReports = reportsOfAJob(one);
            String otherReports = reportsOfAJob(other);
            assertThat(oneReports).startsWith(SHARED + "/").isNotEqualTo(otherReports);

            Eventually.within(PATIENCE, () -> {
                assertThat(handlers(one)).containsExactlyInAnyOrder(oneReports, SHARED);
                assertThat(handlers(other)).containsExactlyInAnyOrder(otherReports, SHARED);
            });
            Worker worker = Worker.at(baiChuan.url())
                    .handle("/stores/waits", message -> Map.of("stat", "OK"))
                    .start();
            try (worker) {
                one.awaitStatuses("waits", "succeeded");
                other.awaitStatuses("waits", "succeeded");
            }
        }
    }

    /** The handler that the end of a waiting message is reported to. */
    private static String reportsOfAJob(Neighbours neighbours) throws Exception {
        neighbours.add("waits", "/stores/waits", "now", "expect_stat", "OK");
        Eventually.until(PATIENCE, () -> !neighbours.ledger().rows("waits").isEmpty());
        String id = neighbours.ledger().rows("waits").getFirst().firingId();
        List<String> handler = new ArrayList<>();
        Eventually.within(PATIENCE, () -> {
            JsonNode found = neighbours.baiChuan("/baichuan/task_get", Map.of("task_id", id));
            assertThat(found.at("/task_info/on_finish").asText())
                    .as(found.toString())
                    .isNotEmpty();
            handler.add(found.at("/task_info/on_finish").asText());
        });
        return handler.getLast();
    }

    /** What the replica claims from. */
    private static List<String> handlers(Neighbours neighbours) {
        String port = ":" + neighbours.ruqi().uri("/").getPort() + ":";
        List<String> handlers = new ArrayList<>();
        for (JsonNode worker :
                neighbours.baiChuan("/baichuan/worker_list", Map.of()).at("/data/workers")) {
            if (worker.path("name").asText().contains(port)) {
                worker.path("queues").forEach(handler -> handlers.add(handler.asText()));
            }
        }
        return handlers;
    }
}
