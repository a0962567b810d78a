package io.butterfly.xingqiao.progress;

import static io.butterfly.xingqiao.progress.FakeBaiChuan.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Replies that are allowed one by one, and too much together. */
class LargeRepliesTest extends Engine {
    static final int LARGE = 400_000;

    @Test
    void a_list_whose_replies_are_too_much_together_fails_and_does_so_again_when_it_is_retried() throws Exception {
        JobId job = create("given", """
        {"items": [1, 2, 3, 4, 5], "tasks": [{"label": "each", "foreach": {"in": "job.items"}}, {"label": "after", "dependencies": ["each"]}]}""");

        endAll(LARGE);

        assertThat(status(job)).isEqualTo("failed ERR_TASK_RESULT_TOO_LARGE");
        assertThat(database.ask("select ret_data from workflow_task where task_label = 'each' and job_id = " + job))
                .contains("its 5 items");
        assertThat(task(job, "each.4")).isEqualTo("finished");

        command(job, new Event.Retry());
        assertThat(status(job)).isEqualTo("failed ERR_TASK_RESULT_TOO_LARGE");
        assertThat(baichuan.published).hasSize(5);
    }

    @Test
    void a_list_whose_replies_are_as_much_as_one_may_be_finishes() throws Exception {
        JobId job = create(
                "given",
                "{\"items\": [1, 2], \"tasks\": [{\"label\": \"each\", \"save\": true, \"foreach\": {\"in\": \"job.items\"}}]}");

        endAll(LARGE);

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(Integer.parseInt(ask(job, "char_length(ret_data)"))).isGreaterThan(2 * LARGE);
    }

    @Test
    void a_task_that_wants_all_of_too_much_fails_and_one_that_wants_a_member_of_each_runs() throws Exception {
        JobId job = create("given", """
        {"tasks": [{"label": "a"}, {"label": "b"}, {"label": "c"},
                   {"label": "one", "requires": ["n"], "dependencies": ["a", "b", "c"]},
                   {"label": "all", "requires": ["all_taskdata"], "dependencies": ["a", "b", "c"], "run": "finally"}]}""");

        endAll(LARGE);
        runToTheEnd();

        assertThat(task(job, "one")).isEqualTo("finished");
        assertThat(status(job)).isEqualTo("failed ERR_TASK_REFUSED");
        assertThat(database.ask("select ret_data from workflow_task where task_label = 'all' and job_id = " + job))
                .contains("more than 1048576 characters");
    }

    @Test
    void a_condition_over_too_much_fails_its_task() throws Exception {
        JobId job = create("given", """
        {"tasks": [{"label": "a"}, {"label": "b"}, {"label": "c"},
                   {"label": "t", "when": "a.n and b.n and c.n", "dependencies": ["a", "b", "c"]}]}""");

        endAll(900_000);

        assertThat(status(job)).isEqualTo("failed ERR_TASK_RESULT_TOO_LARGE");
    }

    /** Each item's message carries the large value, and all of them together would be twelve megabytes. */
    @Test
    void messages_that_are_too_much_together_are_published_a_few_at_a_time() throws Exception {
        String items = "[" + "0,".repeat(29) + "0]";
        JobId job = create("given", """
        {"items": %s, "tasks": [{"label": "a"},
                   {"label": "each", "requires": ["p", "item"], "dependencies": ["a"], "foreach": {"in": "job.items"}}]}""".formatted(items));

        endAll(LARGE);
        Eventually.until(Duration.ofSeconds(60), () -> baichuan.waiting.size() == 30);

        assertThat(baichuan.published).hasSize(31);
        assertThat(new HashSet<>(baichuan.published)).hasSize(31);
        assertThat(baichuan.largest).isLessThanOrEqualTo(Outgoing.ROOM);
        baichuan.work(message -> answer("OK", "{\"stat\":\"OK\"}"));
        progress.tick();
        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void outcomes_that_the_reconciler_fetches_are_applied_before_they_are_too_much() throws Exception {
        JobId job = create(
                "given",
                "{\"items\": [1, 2, 3, 4, 5, 6], \"tasks\": [{\"label\": \"each\", \"foreach\": {\"in\": \"job.items\"}}]}");
        baichuan.work(message -> reply(message, LARGE));
        baichuan.queue.clear();

        int before = Integer.parseInt(ask(job, "exe_id"));
        check(job);

        assertThat(status(job)).isEqualTo("failed ERR_TASK_RESULT_TOO_LARGE");
        assertThat(Integer.parseInt(ask(job, "exe_id"))).isGreaterThan(before + 1);
    }

    private void endAll(int size) throws Exception {
        baichuan.work(message -> reply(message, size));
        progress.tick();
    }

    private static Outcome reply(TaskMessage message, int size) {
        return answer("OK", "{\"stat\":\"OK\",\"n\":1,\"p\":\"" + "x".repeat(size) + "\"}");
    }
}
