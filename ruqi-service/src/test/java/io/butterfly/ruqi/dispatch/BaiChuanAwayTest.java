package io.butterfly.ruqi.dispatch;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.process.Ports;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger says of messages while BaiChuan does not answer. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class BaiChuanAwayTest {
    @Test
    void a_firing_runs_until_baichuan_is_back_and_is_published_once() {
        try (ServiceProcess baiChuan =
                        Services.startBaiChuan(Servers.redis().url().replaceFirst("/0$", "/6"));
                Neighbours neighbours = Neighbours.start(baiChuan, Map.of())) {
            baiChuan.stop();
            neighbours.add("patient", "/away/nobody", "now");
            neighbours.add("given", "/away/nobody#{}#given-away", "now");
            Eventually.until(PATIENCE, () -> neighbours.statuses("patient").equals(List.of("running")));

            baiChuan.startAgain();

            neighbours.awaitStatuses("patient", "succeeded");
            neighbours.awaitStatuses("given", "succeeded");
            assertThat(neighbours
                            .baiChuan("/baichuan/task_list", Map.of("handler", "/away/nobody", "state", "queued"))
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"answers-nothing-that-can-be-read, lost, it is unknown", "is-not-there, failed, was not published"})
    void in_the_end_it_says_what_is_known(String peerThat, String status, String reason) {
        try (Peer peer = Peer.start()) {
            peer.setAway(true);
            Map<String, Object> properties =
                    TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
            properties.put(
                    "butterfly.baichuan.url",
                    peerThat.equals("is-not-there") ? "http://127.0.0.1:" + Ports.free() : peer.url(""));
            try (TestService ruqi = TestService.start(properties).awaitReady()) {
                ruqi.call(
                        "/ruqi/job_add",
                        "job_trigger",
                        "date",
                        "job_id",
                        "j",
                        "job_name",
                        "n",
                        "rule",
                        "now",
                        "cmd",
                        "/a/b",
                        "dispatch_timeout",
                        "1");

                Eventually.within(PATIENCE, () -> assertThat(
                                ruqi.history("j").at("/0/status").asText())
                        .isEqualTo(status));
                assertThat(ruqi.history("j").at("/0/reason").asText()).contains("tried for 1 s", reason);
            }
        }
    }
}
