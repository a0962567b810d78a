package io.butterfly.xingqiao.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.StartId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What was lost on its way is found by asking. */
class LostEventsTest extends Engine {
    @Nested
    class what_was_lost {
        @Test
        void a_publish_that_did_not_happen_is_made_up_for() throws Exception {
            baichuan.isAway = true;
            JobId job = create("ping", "{}");
            assertThat(task(job, "task1")).isEqualTo("pending");

            baichuan.isAway = false;
            check(job);

            assertThat(task(job, "task1")).isEqualTo("started");
            runToTheEnd();
            assertThat(status(job)).isEqualTo("finished OK");
        }

        @Test
        void an_acknowledgement_that_was_lost_does_not_start_the_task_twice() throws Exception {
            JobId job = create("ping", "{}");
            database.execute(
                    "update workflow_task set task_status = 'pending' where job_id = " + job + " and start_no = 1");

            check(job);

            assertThat(task(job, "task1")).isEqualTo("started");
            assertThat(baichuan.published).hasSize(2);
            assertThat(baichuan.waiting).hasSize(1);
        }

        @Test
        void a_completion_is_fetched_when_it_never_came() throws Exception {
            JobId job = create("ping", "{}");
            baichuan.work(FakeBaiChuan::echo);
            baichuan.queue.clear();

            check(job);

            assertThat(task(job, "task1")).isEqualTo("finished");
            assertThat(task(job, "task2")).isEqualTo("started");
        }

        @Test
        void a_message_that_ended_before_its_publish_was_acknowledged_is_fetched_at_once() throws Exception {
            JobId job = create("ping", "{}");
            baichuan.work(FakeBaiChuan::echo);
            baichuan.queue.clear();
            database.execute(
                    "update workflow_task set task_status = 'pending' where job_id = " + job + " and start_no = 1");

            check(job);

            assertThat(task(job, "task1")).isEqualTo("finished");
            assertThat(task(job, "task2")).isEqualTo("started");
        }

        @Test
        void a_message_that_is_gone_is_published_again_under_its_id() throws Exception {
            JobId job = create("ping", "{}");
            StartId start = baichuan.published.getFirst();
            baichuan.forgetEverything();

            check(job);

            assertThat(baichuan.waiting).containsOnlyKeys(start);
            runToTheEnd();
            assertThat(status(job)).isEqualTo("finished OK");
        }

        @Test
        void nothing_is_concluded_about_messages_while_baichuan_is_away() throws Exception {
            JobId job = create("ping", "{}");
            baichuan.isAway = true;

            check(job);

            assertThat(task(job, "task1")).isEqualTo("started");
            long wait = Long.parseLong(
                    ask(job, "next_check_at - unix_timestamp(now(3)) * 1000").replaceFirst("\\..*", ""));
            assertThat(wait).as("ms until the next check").isLessThanOrEqualTo(1_000);
        }

        @Test
        void a_completion_delivered_twice_or_after_a_new_start_changes_nothing() throws Exception {
            JobId job = create("ping", "{}");
            StartId first = baichuan.published.getFirst();
            baichuan.work(FakeBaiChuan::echo);
            baichuan.complete(first);
            progress.tick();
            baichuan.complete(first);

            progress.tick();

            assertThat(baichuan.published).hasSize(2);
            assertThat(ask(job, "exe_id")).isEqualTo("2");
        }
    }
}
