package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.RunningBaiChuan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages in the access log. */
class MessageLogTest {
    @TempDir
    Path folder;

    @Test
    void a_message_that_has_ended_has_a_line_of_its_own() throws Exception {
        String handler = RunningBaiChuan.newHandler();
        String id;
        try (RunningBaiChuan baiChuan = RunningBaiChuan.start(
                Map.of("butterfly.access-log", "all", "butterfly.log-folder", folder.toString()))) {
            id = baiChuan.publish(handler, "{}", ",\"trace_id\":\"t-9\"");
            baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_SERVER_EXCEPTION\"}");
        }

        List<String> lines = Files.readAllLines(folder.resolve("acc.log"));
        assertThat(lines)
                .filteredOn(line -> line.contains("\tQUEUE\t" + handler + "\t"))
                .singleElement()
                .asString()
                .contains("\t" + id + "\t", "stat:ERR_SERVER_EXCEPTION\t", "worker=test:0:1;attempt=1", "trace:t-9");
        assertThat(lines).anyMatch(line -> line.contains("\tPOST\t/baichuan/worker_claim\t"));
    }
}
