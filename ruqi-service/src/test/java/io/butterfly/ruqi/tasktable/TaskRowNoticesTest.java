package io.butterfly.ruqi.tasktable;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A row that cannot be used, and a handler of a real BaiChuan that is sent a notice of it. */
@Execution(ExecutionMode.CONCURRENT)
class TaskRowNoticesTest {
    private static final String BAD_ROW = """
      INSERT INTO `task` VALUES
        (7, 'bad_spec', '', 'x', 'interval', 'often', '', 1, 'ready', '{}', NOW(), NOW())""";

    @TempDir
    Path folder;

    @Test
    void a_handler_gets_a_message_when_a_row_cannot_be_used_and_when_it_can_be_again() throws Exception {
        List<JsonNode> received = new CopyOnWriteArrayList<>();
        Path file = Files.writeString(folder.resolve("notices.yml"), """
          sinks: {ops: {type: handler, handler: /task_row_notices/ops}}
          rules: [{name: rows, kinds: task_row_unusable, sinks: ops}]
          """);
        try (Neighbours neighbours = Neighbours.start(
                        Services.baiChuan(),
                        Map.of("ruqi.task-table.enabled", true, "butterfly.notices-file", file.toString()));
                Worker worker = Worker.at(Services.baiChuan().url())
                        .handle("/task_row_notices/ops", message -> {
                            received.add(message.params().tree());
                            return Map.of("stat", "OK");
                        })
                        .start()) {
            neighbours.ledger().update(BAD_ROW);
            Eventually.within(PATIENCE, () -> assertThat(received).hasSize(1));
            neighbours.ledger().update("UPDATE `task` SET spec = '3600' WHERE id = 7");
            Eventually.within(PATIENCE, () -> assertThat(received).hasSize(2));
        }

        assertThat(received.getFirst().path("object").asText()).isEqualTo("task:7");
        assertThat(received.getFirst().path("name").asText()).isEqualTo("bad_spec");
        assertThat(received.getFirst().path("text").asText())
                .startsWith("row 7 of the table task cannot be used: spec");
        assertThat(received.getLast().path("is_recovery").asBoolean()).isTrue();
    }
}
