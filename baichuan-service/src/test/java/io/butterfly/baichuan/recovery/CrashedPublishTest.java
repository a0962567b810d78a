package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.OneTripPublish;
import io.butterfly.baichuan.publish.PublishSteps;
import io.butterfly.baichuan.publish.Publishing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The process dies between two steps of publishing. */
class CrashedPublishTest extends Crash {
    @Test
    void after_announcing_nothing_was_published_and_nothing_is_left() {
        publishing.announce(List.of(draft));
        assertThat(isIndexed()).isTrue();
        recover();
        assertThat(isIndexed()).as("it is still the publisher's business").isTrue();

        theAnnouncementGrowsOld();
        recover();

        assertThat(isIndexed()).isFalse();
        assertThat(redis.zscore(key("ending"), id)).isNull();
        assertThat(status()).isNull();
    }

    @Test
    void after_creating_it_is_enqueued() {
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));
        assertThat(isIndexed()).isTrue();
        recover();
        assertThat(take()).isEmpty();

        theAnnouncementGrowsOld();
        recover();

        assertIsExecutedOnce(1);
    }

    @Test
    void a_publisher_that_was_only_slow_enqueues_nothing_twice() {
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));
        theAnnouncementGrowsOld();
        recover();

        publishing.enqueue(List.of(draft), 1);

        assertIsExecutedOnce(1);
    }

    @Test
    void a_publisher_that_is_too_slow_may_not_create_what_recovery_forgets() {
        long announced = publishing.announce(List.of(draft));

        assertThat(publishing.create(List.of(draft), announced - PublishSteps.ANNOUNCED.toMillis()))
                .isEmpty();
        assertThat(status()).isNull();
    }

    @Test
    void a_second_publisher_completes_what_the_first_left() {
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));

        publishing.announce(List.of(draft));
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));
        publishing.enqueue(List.of(draft), 1);

        assertIsExecutedOnce(1);
    }

    @Test
    void an_id_that_is_announced_again_while_it_is_executed_is_not_executed_twice() {
        publish();
        Execution message = claim();
        publishing.announce(List.of(draft));
        publishing.enqueue(List.of(draft), 1);
        assertThat(take()).isEmpty();

        context.getBean(Finishes.class)
                .finish(List.of(new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"))));

        assertIsOver();
    }

    @Test
    @DisabledIfSystemProperty(
            named = "butterfly.test.redis",
            matches = "cluster",
            disabledReason = "there it may be listed twice; it is handed out once")
    void two_publishers_of_one_id_that_do_not_know_of_each_other_list_it_once() {
        OneTripPublish oneTrip = context.getBean(OneTripPublish.class);
        assertThat(oneTrip.publish(List.of(draft))).containsExactly(Optional.empty());
        assertThat(oneTrip.publish(List.of(draft))).containsExactly(Optional.of(Status.QUEUED));

        assertThat(redis.llen(key("queue"))).isEqualTo(1);
        assertIsExecutedOnce(1);
    }

    @Test
    void after_enqueuing_a_publisher_that_got_no_answer_and_repeats_itself_changes_nothing() {
        publish();

        assertThat(context.getBean(Publishing.class)
                        .publish(List.of(draft))
                        .getFirst()
                        .isCreated())
                .isFalse();

        assertIsExecutedOnce(1);
    }
}
