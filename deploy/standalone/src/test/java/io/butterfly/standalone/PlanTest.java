package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void every_process_has_a_port_of_its_own() {
        Plan plan = plan("--ruqi-replicas", "3");

        assertThat(plan.ports())
                .containsOnlyKeys(
                        "mariadb", "redis", "baichuan-1", "xingqiao-1", "ruqi-1", "ruqi-2", "ruqi-3", "gateway");
        assertThat(plan.ports().values()).doesNotHaveDuplicates();
        assertThat(plan.port("gateway")).isEqualTo(8585);
        assertThat(plan.ruqiUrls().split(",")).hasSize(3);
    }

    @Test
    void existing_servers_are_no_processes_of_ours() {
        assertThat(plan("--mysql-url", "mysql://db/b", "--redis-url", "redis://r")
                        .children())
                .containsExactly("baichuan-1", "xingqiao-1", "ruqi-1", "ruqi-2");
    }

    private static Plan plan(String... args) {
        return Plan.of(LauncherOptions.parse(List.of(args), Path.of("data"), Map.of()));
    }
}
