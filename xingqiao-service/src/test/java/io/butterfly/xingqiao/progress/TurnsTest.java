package io.butterfly.xingqiao.progress;

import static io.butterfly.xingqiao.progress.FakeBaiChuan.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.metrics.JobMeters;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Loops ticked by hand, real tables, messages in memory. */
class TurnsTest extends Engine {
    static final String HELLO = "{\"str_info\":\"ceshi\"}";

    @Nested
    class a_job {
        @Test
        void is_looked_at_also_when_the_database_s_clock_was_set_back() {
            JobId job = create("ping", "{}");
            database.execute(
                    "update workflow_job set next_check_at = null where job_id <> " + job,
                    "update workflow_job set next_check_at = next_check_at + 3600000, moved_at = moved_at + 3600000 where job_id = "
                            + job);

            assertThat(dueJobs.take(10)).extracting(DueJobs.DueJob::id).containsExactly(job);
            assertThat(dueJobs.take(10)).isEmpty();
        }

        @Test
        void runs_task_after_task_and_keeps_the_replies_of_the_saving_one() throws Exception {
            JobId job = create("hello", HELLO);
            assertThat(task(job, "task1")).isEqualTo("started").isNotEqualTo(task(job, "task2"));

            runToTheEnd();

            assertThat(status(job)).isEqualTo("finished OK");
            assertThat(ask(job, "ret_data"))
                    .isEqualTo("{\"all_taskdata\":[{\"stat\":\"OK\",\"str_info\":\"ceshi\"},{\"stat\":\"OK\"}]}");
            assertThat(ask(job, "next_check_at")).isNull();
            assertThat(Integer.parseInt(ask(job, "exe_id"))).isEqualTo(4);
            assertThat(database.ask("select task_cost from workflow_task where job_id = " + job + " limit 1"))
                    .isEqualTo("0.25");
        }

        @Test
        void uses_data_of_the_saved_reply_when_it_has_that_member() throws Exception {
            JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"save\":true}]}");

            baichuan.work(message -> answer("OK", "{\"stat\":\"OK\",\"x\":1,\"data\":[1,2]}"));
            progress.tick();

            assertThat(ask(job, "ret_data")).isEqualTo("[1,2]");
        }

        @Test
        void fails_with_the_code_of_its_task_and_starts_nothing_more() throws Exception {
            JobId job = create("hello", HELLO);

            baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\",\"why\":\"no\"}"));
            progress.tick();

            assertThat(status(job)).isEqualTo("failed ERR_BIZ");
            assertThat(task(job, "task1")).isEqualTo("failed");
            assertThat(task(job, "task2")).isEqualTo("waiting");
            assertThat(baichuan.published).hasSize(1);
        }

        @Test
        void starts_a_failed_task_again_as_often_as_it_says_each_time_under_an_id_of_its_own() throws Exception {
            JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"retrymax\":2}]}");

            for (int i = 0; i < 3; i++) {
                baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\"}"));
                progress.tick();
            }

            assertThat(status(job)).isEqualTo("failed ERR_BIZ");
            assertThat(baichuan.published).extracting(StartId::startNo).containsExactly(1, 2, 3);
            assertThat(database.ask("select task_retrycount from workflow_task where job_id = " + job))
                    .isEqualTo("2");
        }

        @Test
        void fails_when_a_required_value_is_in_no_reply() throws Exception {
            JobId job = create(
                    "given",
                    "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"requires\":[\"x\",\"y\"],\"dependencies\":[\"a\"]}]}");

            baichuan.work(message -> answer("OK", "{\"stat\":\"OK\",\"x\":1}"));
            progress.tick();

            assertThat(status(job)).isEqualTo("failed ERR_TASK_REQUIRES");
            assertThat(database.ask("select ret_data from workflow_task where task_label = 'b' and job_id = " + job))
                    .contains("no value for y");
        }

        @Test
        void takes_required_values_also_from_replies_that_came_in_an_earlier_turn() throws Exception {
            JobId job = create(
                    "given",
                    "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\"},"
                            + "{\"label\":\"c\",\"requires\":[\"all_taskdata\"],\"dependencies\":[\"b\",\"a\"],\"save\":true}]}");

            baichuan.work(message -> answer(
                    "OK", "{\"stat\":\"OK\",\"task\":\"" + message.start().id().startNo() + "\"}"));
            Completions.Completion second = baichuan.queue.removeLast();
            progress.tick();
            assertThat(task(job, "c")).isEqualTo("waiting");
            baichuan.queue.add(second);
            progress.tick();

            assertThat(baichuan.waiting.values()).singleElement().satisfies(message -> assertThat(
                            message.params().tree().get("all_taskdata"))
                    .hasSize(2));
        }

        @Test
        void keeps_what_others_write_into_its_row_meanwhile_and_says_when_a_task_changed() throws Exception {
            JobId job = create("ping", "{}");
            database.execute(
                    "update workflow_job set operator = 'wang', job_tags = 'flag=redis', job_timeout = 7200 where job_id = "
                            + job,
                    "update workflow_task set u_time = '2021-06-19 12:33:04' where job_id = " + job);

            runToTheEnd();

            assertThat(ask(job, "concat(operator, ' ', job_tags, ' ', job_timeout)"))
                    .isEqualTo("wang flag=redis 7200");
            assertThat(database.ask(
                            "select count(*) from workflow_task where u_time < '2022-01-01' and job_id = " + job))
                    .isEqualTo("0");
        }

        @Test
        void starts_many_tasks_at_once() throws Exception {
            StringBuilder plan = new StringBuilder("{\"label\":\"first\"}");
            for (int i = 0; i < 150; i++) {
                plan.append(",{\"label\":\"t").append(i).append("\",\"dependencies\":[\"first\"]}");
            }
            JobId job = create("given", "{\"tasks\":[" + plan + "]}");

            runToTheEnd();

            assertThat(status(job)).isEqualTo("finished OK");
            assertThat(baichuan.published).hasSize(151);
        }
    }

    @Nested
    class the_deadline {
        @Test
        void fails_the_job_also_when_baichuan_is_away_and_late_outcomes_are_still_recorded() throws Exception {
            JobId job = create("ping", "{}");
            database.execute("update workflow_job set started_at = started_at - 3600000 where job_id = " + job);
            baichuan.isAway = true;

            check(job);
            assertThat(status(job)).isEqualTo("failed ERR_JOB_EXE_TIMEOUT");
            baichuan.isAway = false;
            baichuan.work(FakeBaiChuan::echo);
            progress.tick();

            assertThat(status(job)).isEqualTo("failed ERR_JOB_EXE_TIMEOUT");
            assertThat(task(job, "task1")).isEqualTo("finished");
            assertThat(task(job, "task2")).isEqualTo("waiting");
        }
    }

    @Nested
    class when_the_database_is_away {
        @Test
        void completions_are_given_back() throws Exception {
            create("ping", "{}");
            baichuan.work(FakeBaiChuan::echo);
            ProgressLoop loop = new ProgressLoop(
                    baichuan, new Turns(new AwayJobs(), starts, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen()));

            loop.tick();

            assertThat(baichuan.queue).hasSize(1);
        }
    }

    /** A store whose database does not answer. */
    static final class AwayJobs implements RunningJobs {
        private static final Refusal AWAY = new Refusal(Stat.ERR_SERVER_EXCEPTION, "away");

        @Override
        public Optional<Created> create(NewJob job, Decision decision) {
            throw AWAY;
        }

        @Override
        public Map<String, Moved> move(Map<String, Decision> decisions) {
            throw AWAY;
        }

        @Override
        public void cancelled(List<TaskStart> starts) {
            throw AWAY;
        }

        @Override
        public void acknowledge(List<StartId> starts) {
            throw AWAY;
        }
    }
}
