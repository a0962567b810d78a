package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A handler of a real BaiChuan that fails, and one that is sent the notices. */
@Execution(ExecutionMode.CONCURRENT)
class HandlerNoticesTest {
    private static final int FAILURES = 100;

    @TempDir
    Path folder;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isBroken = new AtomicBoolean(true);

    @Test
    void a_handler_that_fails_a_hundred_times_is_one_notice_and_a_count_and_its_next_success_is_another()
            throws Exception {
        Path file = Files.writeString(folder.resolve("notices.yml"), """
          sinks: {ops: {type: handler, handler: /handler_notices/ops}}
          rules: [{name: all, object: hundred, sinks: ops, window: 10m}]
          """);
        try (Neighbours neighbours =
                        Neighbours.start(Services.baiChuan(), Map.of("butterfly.notices-file", file.toString()));
                Worker worker = Worker.at(Services.baiChuan().url())
                        .handle("/handler_notices/ops", message -> {
                            received.add(message.params().tree());
                            return Map.of("stat", "OK");
                        })
                        .handle("/handler_notices/work", message -> {
                            if (isBroken.get()) {
                                throw new IllegalStateException("no");
                            }
                            return Map.of("stat", "OK");
                        })
                        .start()) {
            neighbours.add("hundred", "/handler_notices/work", "3600s", "expect_stat", "OK");
            for (int i = 0; i < FAILURES; i++) {
                neighbours.ruqi().call("/ruqi/job_run", "job_id", "hundred");
            }
            Eventually.within(PATIENCE, () -> assertThat(count(neighbours)).isEqualTo(FAILURES));
            assertThat(received).hasSize(1);

            isBroken.set(false);
            neighbours.ruqi().call("/ruqi/job_run", "job_id", "hundred");
            Eventually.within(PATIENCE, () -> assertThat(received).hasSize(2));
            assertThat(worker).isNotNull();
        }

        assertThat(received.getFirst().path("kind").asText()).isEqualTo("firing_failed");
        assertThat(received.getLast().path("is_recovery").asBoolean()).isTrue();
        assertThat(received.getLast().path("count").asInt()).isEqualTo(FAILURES);
    }

    private static int count(Neighbours neighbours) {
        return neighbours
                .ruqi()
                .call("/ruqi/notice_list", "object", "hundred")
                .at("/data/list/0/count")
                .asInt();
    }
}
