package io.butterfly.xingqiao.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.mysql.DeletedJobs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Messages that are not wanted any more, and a BaiChuan that does not always take it. */
class CancelsTest extends Engine {
    static final String ONE_TASK = "{\"tasks\":[{\"label\":\"a\"}]}";

    @Nested
    class a_message_that_could_not_be_cancelled {
        @Test
        void is_cancelled_later_also_when_the_clean_up_ended_the_job_meanwhile() throws Exception {
            JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"run\":\"finally\"}]}");
            StartId first = baichuan.published.getFirst();
            baichuan.uncancellable.add(first);
            command(job, new Event.Cancel());
            baichuan.waiting.remove(first);

            runToTheEnd();
            assertThat(status(job)).isEqualTo("failed ERR_JOB_CANCELLED");
            assertThat(ask(job, "next_check_at")).isNotNull();
            baichuan.uncancellable.clear();
            check(job);

            assertThat(baichuan.cancelled).containsExactly(first);
            check(job);
            assertThat(ask(job, "next_check_at")).isNull();
        }

        @Test
        void is_cancelled_later_also_when_its_item_went_with_its_list() {
            JobId job = create(
                    "given", "{\"items\": [1], \"tasks\": [{\"label\":\"each\",\"foreach\":{\"in\":\"job.items\"}}]}");
            StartId item = baichuan.published.getFirst();
            database.execute("update workflow_job set started_at = started_at - 3600000 where job_id = " + job);
            check(job);
            assertThat(status(job)).isEqualTo("failed ERR_JOB_EXE_TIMEOUT");
            baichuan.uncancellable.add(item);

            command(job, new Event.RetryFrom(new TaskKey.ByLabel("each")));
            assertThat(baichuan.cancelled).isEmpty();
            baichuan.uncancellable.clear();
            check(job);

            assertThat(baichuan.cancelled).containsExactly(item);
        }

        @Test
        void is_cancelled_later_also_when_a_later_start_is_to_be_cancelled_too() throws Exception {
            JobId job = create("given", ONE_TASK);
            StartId first = baichuan.published.getFirst();
            baichuan.uncancellable.add(first);
            command(job, new Event.Cancel());
            command(job, new Event.Retry());
            StartId second = baichuan.published.getLast();
            baichuan.uncancellable.add(second);
            command(job, new Event.Cancel());

            baichuan.uncancellable.clear();
            check(job);

            assertThat(baichuan.cancelled).containsExactly(first, second);
        }

        @Test
        void is_cancelled_when_its_job_is_deleted() {
            JobId job = create("given", ONE_TASK);
            StartId first = baichuan.published.getFirst();
            baichuan.uncancellable.add(first);
            command(job, new Event.Cancel());

            List<TaskStart> left = context.getBean(DeletedJobs.class).delete(new JobKey(job.value(), null));

            assertThat(left).extracting(TaskStart::id).containsExactly(first);
            assertThat(database.ask("select count(*) from workflow_cancel where job_id = " + job))
                    .isEqualTo("0");
        }

        @Test
        void is_cancelled_later_also_when_an_older_release_noted_it() {
            JobId job = create("given", ONE_TASK);
            StartId first = baichuan.published.getFirst();
            command(job, new Event.Cancel());
            baichuan.cancelled.clear();
            database.execute("update workflow_task set cancel_no = 1 where job_id = " + job);

            check(job);

            assertThat(baichuan.cancelled).containsExactly(first);
            assertThat(database.ask("select max(cancel_no) from workflow_task where job_id = " + job))
                    .isEqualTo("0");
        }

        @Test
        void is_cancelled_later_also_when_it_was_one_that_a_python_worker_executes_beyond_its_limit() {
            JobId job = create("given", ONE_TASK);
            StartId first = baichuan.published.getFirst();
            baichuan.uncancellable.add(first);
            baichuan.mustHaveEnded = Optional.of(Instant.now().minusSeconds(60));

            check(job);
            assertThat(status(job)).isEqualTo("failed ERR_TASK_EXE_TIMEOUT");
            baichuan.uncancellable.clear();
            check(job);

            assertThat(baichuan.cancelled).containsExactly(first);
        }
    }

    @Nested
    class of_several_messages {
        @Test
        void one_that_cannot_be_cancelled_keeps_no_other_one() {
            JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\"},{\"label\":\"c\"}]}");
            baichuan.uncancellable.add(baichuan.published.get(1));

            boolean isReached = turns.cancel(startsOf(baichuan.published));

            assertThat(isReached).isTrue();
            assertThat(baichuan.cancelled).containsExactly(baichuan.published.get(0), baichuan.published.get(2));
            assertThat(status(job)).isEqualTo("started OK");
        }

        @Test
        void none_but_the_first_is_tried_while_baichuan_cannot_be_reached() {
            create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\"},{\"label\":\"c\"}]}");
            baichuan.isAway = true;
            int before = baichuan.calls;

            boolean isReached = turns.cancel(startsOf(baichuan.published));

            assertThat(isReached).isFalse();
            assertThat(baichuan.calls - before).isEqualTo(1);
            assertThat(baichuan.cancelled).isEmpty();
        }

        private static List<TaskStart> startsOf(List<StartId> ids) {
            return ids.stream().map(id -> new TaskStart(id, false)).toList();
        }
    }
}
