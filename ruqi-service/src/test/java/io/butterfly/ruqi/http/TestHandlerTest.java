package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static io.butterfly.ruqi.http.SharedService.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script in the scripts' folder that calls handlers by position, as the manual has it (page 000 §3.2.2). */
@ExtendWith(SharedService.class)
class TestHandlerTest {
    private record Ran(int code, String output) {}

    @Test
    void the_manuals_line_adds_a_job_that_really_is_in_the_database() throws Exception {
        Ran ran = run("/ruqi/job_add_by_line", "1d python test_handler.py /ruqi/job_history_clear");

        assertThat(ran).isEqualTo(new Ran(0, "{\"stat\": \"OK\"}\n"));
        assertThat(ruqi.call("/ruqi/job_show", "job_id", "python test_handler.py /ruqi/job_history_clear")
                        .at("/data/rule")
                        .asText())
                .isEqualTo("86400s");
    }

    @Test
    void arguments_go_by_position_and_none_leaves_one_out() throws Exception {
        assertThat(run("/ruqi/job_history_clear").output()).contains("\"deleted\"");
        assertThat(run("/ruqi/job_history_clear", "NONE").code()).isZero();
        assertThat(run("/ruqi/job_add", "date", "by position", "名 🦋", "/demo_api/ping", "2099-01-01")
                        .output())
                .isEqualTo("{\"stat\": \"OK\"}\n");
        assertThat(run("/ruqi/job_show", "by position").output()).contains("\"job_name\": \"名 🦋\"");
    }

    @Test
    void what_fails_says_so_and_exits_with_another_code() throws Exception {
        assertThat(run("/ruqi/job_show", "nobody").code()).isEqualTo(1);
        assertThat(run("/ruqi/job_show", "nobody").output()).contains("there is no job 'nobody'");
        assertThat(run("/ruqi/nothing").output()).contains("there is no handler /ruqi/nothing");
        assertThat(run("/ruqi/job_show", "a", "b").output()).contains("takes at most 1 arguments: job_id*");
        assertThat(run().output()).contains("/ruqi/job_add_by_line line*");
    }

    private static Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("python3", "test_handler.py"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(scripts.toFile()).redirectErrorStream(true);
        builder.environment().put("BUTTERFLY_URL", ruqi.uri("/").toString());
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
