package io.butterfly.xingqiao.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.inspect.PageRequest;
import io.butterfly.xingqiao.mysql.read.Counts;
import io.butterfly.xingqiao.mysql.read.Listings;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Among 5 000 jobs of others: the connection that asks counts the rows that it reads. */
class IndexesTest {
    static final int OTHERS = 5_000;
    static final int FEW = OTHERS / 10;
    static final Counts.Selection OURS =
            new Counts.Selection("ours", Optional.empty(), Optional.empty(), Optional.empty());
    static final Counts.Selection THEIRS =
            new Counts.Selection("theirs", Optional.empty(), Optional.empty(), Optional.empty());
    static TestDatabase database;
    static ApplicationContext context;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        context = database.context();
        insertJobs(OTHERS, "theirs");
        insertJobs(20, "ours");
        database.execute("""
        insert into workflow_task (job_id, task_label, task_reqid, task_cmd, task_requires, task_provides, task_dependencies, task_status, task_cost,
          task_extra, task_is_save, ret_stat, task_retrymax, task_retrycount, task_timeout, c_time, s_time, u_time)
        select job_id, 'a', '', '/x', '', '', '', 'finished', 1, '{}', 0, 'OK', 0, 0, 0, c_time, c_time, c_time from workflow_job
        """, "analyze table workflow_job, workflow_task");
    }

    static void insertJobs(int many, String kind) {
        database.execute("""
        insert into workflow_job (job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, job_cost, job_extra,
          job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time)
        with recursive hundred as (select 1 as i union all select i + 1 from hundred where i < 100)
        select 'c', '%1$s', concat('%1$s-', a.i, '-', b.i), concat('%1$s-', a.i, '-', b.i), 'finished', '%1$s', 'region=bj', 'OK', 1, '{}',
               1, '', 0, '-', 1, now(), now(), now(), now()
          from hundred a, hundred b where (a.i - 1) * 100 + b.i <= %2$d
        """.formatted(kind, many));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void statistics_read_the_jobs_of_their_type_and_no_others() {
        Counts counts = context.getBean(Counts.class);

        assertThat(rowsRead(() -> counts.weeks(OURS, "ERR"))).isLessThan(FEW);
        assertThat(rowsRead(() -> counts.tagged(OURS, List.of("region=bj", "region=nj"))))
                .isLessThan(FEW);
        assertThat(rowsRead(() -> counts.byRetStat(OURS))).isLessThan(FEW);
        assertThat(rowsRead(() -> counts.jobCost(OURS))).isLessThan(FEW);
        assertThat(rowsRead(() -> counts.taskCosts(OURS))).isLessThan(FEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job_type\":\"ours\"}",
                "{\"job_namespace\":\"ours\"}",
                "{\"job_name\":\"ours-1-1\"}",
                "{\"job_name\":\"ours-%\"}",
                "{\"job_reqid\":\"ours-1-1\"}",
                "{\"job_status\":\"failed\"}",
                "{\"ret_stat\":\"ERR_BIZ\"}",
            })
    void a_filtered_list_reads_what_it_shows_and_little_more(String filter) {
        ListJobs jobs = Json.read(filter, ListJobs.class);

        assertThat(rowsRead(() -> context.getBean(Listings.class)
                        .jobs(jobs, PageRequest.of(jobs))
                        .rows()
                        .forEachRemaining(job -> {})))
                .isLessThan(FEW);
    }

    @Test
    void looking_for_jobs_that_are_due_reads_none_that_has_ended() {
        assertThat(rowsRead(() -> context.getBean(DueJobs.class).take(50))).isLessThan(FEW);
    }

    @Test
    void reading_much_would_be_noticed() {
        assertThat(rowsRead(() -> context.getBean(Counts.class).byRetStat(THEIRS)))
                .isGreaterThanOrEqualTo(OTHERS);
    }

    /**
     * The work runs in this thread, and so in one transaction on one connection, which counts its own rows. Counting
     * reads rows as well, always as many.
     */
    static long rowsRead(Runnable work) {
        return context.getBean(Transactions.class).run(connection -> {
            long before = counted(connection);
            long start = counted(connection);
            work.run();
            return counted(connection) - start - (start - before);
        });
    }

    static long counted(Connection connection) throws SQLException {
        return Sql.query(connection, "SHOW SESSION STATUS LIKE 'Handler_read%'", row -> row.getLong(2)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
