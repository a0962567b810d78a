package io.butterfly.ruqi.tasktable;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import io.butterfly.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two RuQi processes that follow one table, a real BaiChuan, and a worker. */
class KilledReplicaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int TASKS = 20;
    private static final String RUNS = """
      SELECT COUNT(*) FROM execute_task""";
    private static final String IDS = """
      SELECT JSON_ARRAYAGG(id) FROM execute_task""";
    private static final String WITHOUT_THEIR_LIKE = """
      SELECT
        (SELECT COUNT(*) FROM execute_task run WHERE 1 <> (SELECT COUNT(*) FROM ruqi_jobs_history firing
          WHERE firing.firing_id = run.trace_id AND firing.job_id = CONCAT('task:', run.task_id)
          AND firing.status = 'succeeded'))
        + (SELECT COUNT(*) FROM ruqi_jobs_history firing WHERE firing.status <> 'skipped'
          AND 1 <> (SELECT COUNT(*) FROM execute_task run WHERE run.trace_id = firing.firing_id))""";

    @TempDir
    Path folder;

    @Test
    void no_run_is_lost_or_done_twice_when_the_replica_that_follows_the_table_is_killed() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        List<Integer> runs = new CopyOnWriteArrayList<>();
        Map<String, String> environment = ReplicaProcess.environment(
                Servers.mariaDb(), database, Services.baiChuan().url());
        environment.put("RUQI_TASK_TABLE_ENABLED", "true");
        environment.put("RUQI_LEASE", "5s");
        try (Worker worker = Worker.at(Services.baiChuan().url())
                        .handle("/killed_replica/run", message -> {
                            if (message.attempt() == 1) {
                                runs.add(message.params()
                                        .tree()
                                        .path("sub_task_id")
                                        .asInt());
                            }
                            return Map.of("stat", "OK");
                        })
                        .start();
                ReplicaProcess mortal = ReplicaProcess.start(environment, folder.resolve("mortal"))
                        .awaitReady();
                ReplicaProcess survivor = ReplicaProcess.start(environment, folder.resolve("survivor"))
                        .awaitReady()) {
            ledger.update(rows());
            Eventually.until(PATIENCE, () -> count(ledger, RUNS) >= TASKS * 5);

            mortal.kill();
            int before = count(ledger, RUNS);
            Eventually.until(PATIENCE, () -> count(ledger, RUNS) >= before + TASKS * 5);
            ledger.update("UPDATE task SET is_valid = 0");
            Eventually.until(PATIENCE, () -> count(ledger, "SELECT COUNT(*) FROM ruqi_jobs") == 0);
            Eventually.until(PATIENCE, () -> count(ledger, RUNS + " WHERE status = 'doing'") == 0);
            Eventually.until(PATIENCE, () -> count(ledger, "SELECT COUNT(*) FROM task WHERE status = 'doing'") == 0);

            assertThat(ledger.text("SELECT GROUP_CONCAT(DISTINCT status) FROM execute_task"))
                    .isEqualTo("success");
            assertThat(ledger.text(WITHOUT_THEIR_LIKE)).isEqualTo("0");
            ledger.requireEveryInstantOnce("task:%", 1_000_000);
            assertThat(runs).containsExactlyInAnyOrder(Json.read(ledger.text(IDS), Integer[].class));
            assertThat(survivor.process().isAlive()).isTrue();
            assertThat(worker).isNotNull();
        }
    }

    private static String rows() {
        return "INSERT INTO task (task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status) VALUES "
                + IntStream.range(0, TASKS)
                        .mapToObj(
                                i -> "('killed-" + i + "', '', '/killed_replica/run', 'interval', '1', '', 1, 'ready')")
                        .collect(Collectors.joining(", "));
    }

    private static int count(Ledger ledger, String sql) throws Exception {
        return Integer.parseInt(ledger.text(sql));
    }
}
