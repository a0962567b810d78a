package io.butterfly.xingqiao.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Steps that failed, or were cut off, and tables that others made. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the databases of MigrationsTest")
@Order(6)
class MigrationsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ZERO = "0000-00-00 00:00:00";

    final TestDatabase database = TestDatabase.create();

    @Nested
    class a_step {
        @Test
        void that_was_done_and_not_recorded_is_passed() {
            database.context().close();
            List<String> shape = shape(database);
            database.execute("delete from flyway_xingqiao where version is not null");

            database.context().close();

            assertThat(shape(database)).isEqualTo(shape);
            assertThat(database.ask("select count(*) from flyway_xingqiao where success = 0"))
                    .isEqualTo("0");
        }

        @Test
        void that_was_cut_off_between_its_statements_goes_on() {
            database.context().close();
            List<String> shape = shape(database);
            database.execute(
                    "drop table workflow_lock_wait", "drop table workflow_notice",
                    "delete from flyway_xingqiao where cast(version as decimal(6, 1)) > 7",
                            "update flyway_xingqiao set success = 0 where version = '7'");

            database.context().close();

            assertThat(shape(database)).isEqualTo(shape);
        }

        @Test
        void that_fails_is_named_in_health_and_answers_and_heals_when_its_cause_is_gone() {
            manualTables();
            database.execute(
                    "create table other (name varchar(64) not null, foreign key (name) references workflow_job (job_name))"
                            + " engine=InnoDB default charset=utf8");
            try (EmbeddedServer server = database.starting()) {
                Http http = new Http(server);

                Eventually.within(LIMIT, () -> assertThat(http.get("/health/readiness")
                                .at("/details/mysql/details/problem")
                                .asText())
                        .contains("migration V3 failed"));
                assertThat(http.get("/health/readiness")
                                .at("/details/loops/details/database")
                                .asText())
                        .contains("migration V3 failed");
                JsonNode answer = http.get("/xingqiao/list_jobs");
                assertThat(answer.get("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");
                assertThat(answer.get("message").asText())
                        .contains("migration V3 failed")
                        .doesNotContain("cannot be reached");

                database.execute("drop table other");

                Eventually.within(LIMIT, () -> assertThat(
                                http.get("/xingqiao/list_jobs").get("stat").asText())
                        .isEqualTo("OK"));
                assertThat(http.get("/health/readiness")
                                .at("/details/mysql/details/connection")
                                .asText())
                        .contains(database.name(), "TLS");
            }
        }
    }

    @Test
    void dates_of_zeros_survive_in_old_tables() {
        manualTables();
        database.execute(
                "set sql_mode = ''",
                AdoptionTest.FINISHED_JOB.replace(
                        "'2021-06-19 12:33:04', '2021-06-19 12:33:04')", "'" + ZERO + "', '" + ZERO + "')"));

        try (EmbeddedServer server = database.server(Map.of())) {
            Http http = new Http(server);

            assertThat(database.ask("select e_time from workflow_job where job_id = 6 and e_time = 0"))
                    .isNotNull();
            assertThat(http.get("/xingqiao/get_job_detail?job_id=6")
                            .at("/data/c_time")
                            .asText())
                    .isEqualTo("2021-06-19 12:33:04");
            assertThat(http.get("/xingqiao/list_jobs").at("/data/total").asInt())
                    .isEqualTo(1);
            assertThat(http.get("/xingqiao/delete_job?job_id=6").get("stat").asText())
                    .isEqualTo("OK");
        }
    }

    @Nested
    class tables_of_the_public_release {
        @Test
        void are_brought_to_the_same_shape_with_their_rows() {
            publicRelease();

            try (EmbeddedServer server = database.server(Map.of())) {
                Http http = new Http(server);
                JsonNode job = http.get("/xingqiao/get_job_detail?job_id=5").get("data");

                assertThat(job.get("job_name").asText()).isEqualTo("job-5");
                assertThat(job.get("u_time").asText()).isEqualTo("2021-06-19 12:40:00");
                assertThat(http.get("/xingqiao/list_jobs").at("/data/total").asInt())
                        .isEqualTo(24);
                assertThat(http.get("/xingqiao/list_tasks?job_id=5")
                                .at("/data/list/0/s_time")
                                .asText())
                        .isEqualTo("2021-06-19 12:33:04");
                String extra = "{\"text\":\"" + "x".repeat(9_000) + "\"}";
                assertThat(http.post(
                                        "/xingqiao/create_job",
                                        "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_extra\":" + extra + "}")
                                .get("stat")
                                .asText())
                        .isEqualTo("OK");
            }
            assertSameColumns();
        }

        @Test
        void that_an_earlier_start_left_at_its_eighth_step_are_mended() {
            publicRelease();
            database.execute(
                    "alter table workflow_job convert to character set utf8mb4 collate utf8mb4_general_ci",
                    "alter table workflow_task convert to character set utf8mb4 collate utf8mb4_general_ci");
            database.execute(
                    "create table flyway_xingqiao (installed_rank int not null primary key, version varchar(50), description varchar(200) not null,"
                            + " type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by varchar(100) not null,"
                            + " installed_on timestamp not null default current_timestamp, execution_time int not null, success bool not null)");
            IntStream.rangeClosed(1, 4)
                    .forEach(version -> database.execute(
                            "insert into flyway_xingqiao values (%d, '%d', 'old', 'SQL', 'V%d__old.sql', 5, 'x', now(), 1, 1)"
                                    .formatted(version, version, version)));
            database.execute(
                    "insert into flyway_xingqiao values (5, '5', 'old', 'SQL', 'V5__old.sql', 5, 'x', now(), 1, 0)");

            database.context().close();

            assertSameColumns();
        }

        private void publicRelease() {
            database.execute("""
          create table workflow_job (
            job_id bigint(20) not null auto_increment, job_namespace varchar(64) not null, job_reqid varchar(64) not null, job_name varchar(64) not null,
            job_status varchar(64) not null, job_type varchar(64) not null, ret_stat varchar(64) not null, ret_data text, job_cost double not null,
            job_extra varchar(2048) not null, job_timeout int(11) not null, exe_id int(11) not null, operator varchar(64) not null,
            is_valid tinyint(1) not null, c_time datetime not null, s_time datetime not null, e_time datetime not null,
            primary key (job_id), unique key job_job_name (job_name), key job_job_namespace (job_namespace), key job_job_reqid (job_reqid),
            key job_job_status (job_status), key job_job_type (job_type), key job_ret_stat (ret_stat), key job_job_cost (job_cost),
            key job_exe_id (exe_id), key job_operator (operator), key job_is_valid (is_valid)) engine=InnoDB default charset=latin1""", """
          create table workflow_task (
            task_id bigint(20) not null auto_increment, job_id bigint(20) not null, task_label varchar(64) not null, task_reqid varchar(64) not null,
            task_cmd varchar(128) not null, task_params text, task_requires varchar(1024) not null, task_provides varchar(1024) not null,
            task_dependencies varchar(1024) not null, task_status varchar(64) not null, task_cost double not null, task_extra text not null,
            task_is_save tinyint(1) not null, ret_stat varchar(64) not null, ret_data text, task_retrymax int(11) not null,
            task_retrycount int(11) not null, task_timeout int(11) not null, c_time datetime not null, u_time datetime not null,
            primary key (task_id), key task_job_id (job_id), key task_task_label (task_label)) engine=InnoDB default charset=utf8""");
            IntStream.rangeClosed(1, 24).forEach(id -> database.execute("""
          insert into workflow_job values (%d, 'ns', 'DEV_8E5244781FF8F2E6', 'job-%d', 'finished', 'ping', 'OK', null, 0, '{}', 60, 4, '-', 1,
            '2021-06-19 12:33:04', '2021-06-19 12:33:05', '2021-06-19 12:40:00')""".formatted(id, id), """
          insert into workflow_task values (%d, %d, 'easy_task1', '4737bc6f-eb3c-4c17-a303-e0cacfb0f82c', '/demo_api/ping', null, '', '', '', 'finished',
            0, '{}', 0, 'OK', null, 0, 0, 0, '2021-06-19 12:33:04', '2021-06-19 12:33:04')""".formatted(id, id)));
        }

        private void assertSameColumns() {
            TestDatabase fresh = TestDatabase.create();
            fresh.context().close();

            assertThat(shape(database)).containsAll(shape(fresh));
        }
    }

    private void manualTables() {
        database.execute(Arrays.stream(AdoptionTest.manual().split(";"))
                .filter(sql -> !sql.isBlank())
                .toArray(String[]::new));
    }

    private static List<String> shape(TestDatabase of) {
        return List.of(of.ask("""
        select group_concat(concat_ws(' ', table_name, column_name, column_type, is_nullable, ifnull(collation_name, '-'))
            order by table_name, column_name separator ';')
          from information_schema.columns where table_schema = '%s' and table_name like 'workflow%%'""".formatted(of.name())).split(";"));
    }
}
