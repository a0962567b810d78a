package io.butterfly.ruqi.tasktable;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.worker.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rows written with SQL, a real BaiChuan, and a worker of the test's. */
@Execution(ExecutionMode.CONCURRENT)
@Order(20)
class TaskTableTest {
    /** As the manual has it, but for the texts for people. */
    private static final List<String> SAMPLES = List.of(
            "INSERT INTO `task` VALUES (1, 'test_interval', 'interval', 'test_interval', 'interval', '5', '1,2,3', 1, 'ready', '{}', '2020-04-24 16:51:03', '2020-04-24 19:13:59')",
            "INSERT INTO `task` VALUES (2, 'test_date', 'date', 'test_date', 'date', '2020-04-24 18:08:00', '\\\"guess\\\",\\\"hello\\\"', 0, 'ready', '{}', '2020-04-24 16:51:03', '2020-04-24 18:08:03')",
            "INSERT INTO `task` VALUES (3, 'test_cron', 'cron', 'test_cron', 'cron', '* * * * *', '4,5,6', 0, 'ready', '{}', '2020-04-24 16:51:03', '2020-04-24 18:46:15')");

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final List<JsonNode> CALLS = new CopyOnWriteArrayList<>();
    private static final Semaphore RELEASED = new Semaphore(0);
    private static Neighbours neighbours;
    private static Worker worker;

    @BeforeAll
    static void start() throws SQLException {
        neighbours = Neighbours.start(Services.baiChuan(), Map.of("ruqi.task-table.enabled", true));
        worker = Worker.at(Services.baiChuan().url())
                .handle("/tasks/notes", message -> {
                    CALLS.add(message.params().tree());
                    return Map.of("stat", "OK");
                })
                .handle("/tasks/waits", message -> {
                    CALLS.add(message.params().tree());
                    RELEASED.acquire();
                    return Map.of("stat", "OK");
                })
                .handle("/tasks/fails", message -> {
                    throw new IllegalStateException("no");
                })
                .start();
        for (String sample : SAMPLES) {
            update(sample);
        }
    }

    @AfterAll
    static void stop() {
        RELEASED.release(1_000);
        worker.close();
        neighbours.close();
    }

    private static void update(String sql) throws SQLException {
        neighbours.ledger().update(sql);
    }

    private static String text(String sql) throws SQLException {
        return neighbours.ledger().text(sql);
    }

    private static void insert(int id, String function, String trigger, String spec) throws SQLException {
        update("INSERT INTO task (id, task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status) VALUES ("
                + id + ", 'key" + id + "', '', '" + function + "', '" + trigger + "', '" + spec
                + "', '1,\"a\"', 1, 'ready')");
    }

    private static long calls(int id) {
        return CALLS.stream()
                .filter(call -> call.path("task_key").asText().equals("key" + id))
                .count();
    }

    private static String count(int id, String status) throws SQLException {
        return text("SELECT COUNT(*) FROM execute_task WHERE task_id = " + id + " AND status = '" + status + "'");
    }

    private static String error(int id) throws SQLException {
        return Json.tree(text("SELECT extra FROM task WHERE id = " + id))
                .path("ruqi_error")
                .asText();
    }

    @Test
    void the_manuals_sample_rows_work_as_it_says() throws Exception {
        Eventually.until(PATIENCE, () -> Integer.parseInt(count(1, "success")) >= 2);

        assertThat(text("SELECT extra FROM execute_task WHERE task_id = 1 AND status = 'success' LIMIT 1"))
                .contains("test_interval", "1,2,3");
        assertThat(text("SELECT COUNT(*) FROM execute_task WHERE task_id IN (2, 3)"))
                .isEqualTo("0");
        update("UPDATE task SET is_valid = 1 WHERE id IN (2, 3)");
        Eventually.until(PATIENCE, () -> error(2).contains("past"));
        update("UPDATE task SET spec = '"
                + LocalDateTime.now(neighbours.zone()).plusSeconds(3).format(LOCAL) + "' WHERE id = 2");
        Eventually.until(PATIENCE, () -> count(2, "success").equals("1"));
        Eventually.until(
                PATIENCE, () -> text("SELECT is_valid FROM task WHERE id = 2").equals("0"));
        Eventually.until(PATIENCE, () -> error(2).isEmpty());
        assertThat(text("SELECT job_rule FROM ruqi_jobs WHERE id = 'task:3'")).isEqualTo("0 * * * * *");
    }

    @Test
    void a_run_is_called_as_the_manual_says_and_its_row_has_the_trace_of_the_message() throws Exception {
        insert(10, "/tasks/notes", "interval", "1");
        Eventually.until(PATIENCE, () -> count(10, "success").compareTo("0") > 0);

        JsonNode call = CALLS.stream()
                .filter(each -> each.path("task_key").asText().equals("key10"))
                .findFirst()
                .orElseThrow();
        assertThat(call.path("args").toString()).isEqualTo("[1,\"a\"]");
        String trace = call.path("__unique_trace_id__").asText();
        assertThat(text("SELECT trace_id FROM execute_task WHERE id = "
                        + call.path("sub_task_id").asInt()))
                .isEqualTo(trace);
        assertThat(neighbours
                        .baiChuan("/baichuan/task_get", Map.of("task_id", trace))
                        .toString())
                .contains("\"trace_id\":\"" + trace + "\"");
        update("DELETE FROM task WHERE id = 10");
        Eventually.until(PATIENCE, () -> text("SELECT COUNT(*) FROM ruqi_jobs WHERE id = 'task:10'")
                .equals("0"));
    }

    @Test
    void two_runs_of_one_task_never_overlap_and_the_row_shows_that_it_runs() throws Exception {
        insert(11, "tasks/waits", "interval", "1");
        Eventually.until(
                PATIENCE, () -> text("SELECT status FROM task WHERE id = 11").equals("doing"));
        Eventually.until(PATIENCE, () -> neighbours.statuses("task:11").contains("skipped"));

        assertThat(count(11, "doing")).isEqualTo("1");
        assertThat(calls(11)).isOne();
        update("UPDATE task SET is_valid = 0 WHERE id = 11");
        RELEASED.release(1_000);
        Eventually.until(
                PATIENCE, () -> text("SELECT status FROM task WHERE id = 11").equals("ready"));
        assertThat(count(11, "doing")).isEqualTo("0");
    }

    @Test
    void spec_and_is_valid_take_effect_while_it_runs_and_other_columns_at_its_next_start() throws Exception {
        insert(12, "tasks/notes", "interval", "3600");
        Eventually.until(PATIENCE, () -> "3600s".equals(text("SELECT job_rule FROM ruqi_jobs WHERE id = 'task:12'")));

        update("UPDATE task SET spec = '1', args = '9' WHERE id = 12");
        Eventually.until(PATIENCE, () -> calls(12) >= 1);
        assertThat(CALLS)
                .filteredOn(call -> call.path("task_key").asText().equals("key12"))
                .allMatch(call -> call.path("args").size() == 2);

        update("UPDATE task SET is_valid = 0 WHERE id = 12");
        Eventually.until(PATIENCE, () -> text("SELECT COUNT(*) FROM ruqi_jobs WHERE id = 'task:12'")
                .equals("0"));
        update("UPDATE task SET is_valid = 1 WHERE id = 12");
        Eventually.until(PATIENCE, () -> CALLS.stream()
                .anyMatch(call -> call.path("task_key").asText().equals("key12")
                        && call.path("args").toString().equals("[9]")));
        update("UPDATE task SET is_valid = 0 WHERE id = 12");
    }

    @Test
    void a_row_that_cannot_be_used_is_reported_beside_what_its_extra_says_and_harms_no_other() throws Exception {
        insert(13, "tasks/notes", "interval", "often");
        update("UPDATE task SET extra = '{\"mine\":1}' WHERE id = 13");
        insert(14, "tasks/notes", "interval", "1");

        Eventually.until(PATIENCE, () -> error(13).startsWith("spec"));
        assertThat(text("SELECT extra FROM task WHERE id = 13")).contains("\"mine\":1");
        Eventually.until(PATIENCE, () -> calls(14) >= 1);

        update("UPDATE task SET spec = '3600' WHERE id = 13");
        Eventually.until(PATIENCE, () -> error(13).isEmpty());
        assertThat(text("SELECT extra FROM task WHERE id = 13")).isEqualTo("{\"mine\":1}");
        update("UPDATE task SET is_valid = 0 WHERE id = 14");
    }

    @Test
    void a_key_that_is_ready_and_doing_is_reported() throws Exception {
        insert(15, "tasks/notes", "interval", "3600");
        update("INSERT INTO task (id, task_key, `desc`, execute_func, `trigger`, spec, is_valid, status)"
                + " VALUES (16, 'KEY15 ', '', 'tasks/notes', 'interval', '3600', 1, 'doing')");

        Eventually.until(PATIENCE, () -> error(16).contains("row 15"));
        assertThat(error(15)).isEmpty();
    }

    @Test
    void a_row_that_a_user_has_locked_delays_no_other() throws Exception {
        insert(17, "tasks/notes", "interval", "often");
        try (Connection user = neighbours.ledger().connect()) {
            user.setAutoCommit(false);
            user.createStatement().executeQuery("SELECT * FROM task WHERE id = 17 FOR UPDATE");
            insert(18, "tasks/notes", "interval", "1");

            Eventually.until(PATIENCE, () -> calls(18) >= 2);
            user.rollback();
        }
        Eventually.until(PATIENCE, () -> error(17).startsWith("spec"));
        update("UPDATE task SET is_valid = 0 WHERE id = 18");
    }

    @Test
    void a_failed_run_says_why_and_a_run_asked_for_by_a_call_has_a_row_too() throws Exception {
        insert(19, "tasks/fails", "interval", "3600");
        Eventually.until(PATIENCE, () -> text("SELECT COUNT(*) FROM ruqi_jobs WHERE id = 'task:19'")
                .equals("1"));

        neighbours.ruqi().call("/ruqi/job_run", "job_id", "task:19");

        Eventually.until(PATIENCE, () -> count(19, "failed").equals("1"));
        assertThat(text("SELECT extra FROM execute_task WHERE task_id = 19")).contains("\"reason\"");
    }

    @Test
    void a_call_does_not_define_a_rows_job() {
        JsonNode refused = neighbours
                .ruqi()
                .call(
                        "/ruqi/job_add",
                        "job_trigger",
                        "interval",
                        "job_id",
                        "task:99",
                        "job_name",
                        "n",
                        "cmd",
                        "/x",
                        "rule",
                        "1h");

        assertThat(refused.path("stat").asText()).isEqualTo("ERR");
        assertThat(refused.path("message").asText()).contains("row 99");
    }
}
