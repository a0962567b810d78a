package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.claim.Started;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.DueTime;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Position;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies between two steps with a message that waits elsewhere than at the back of the queue. */
class CrashedPlacesTest extends Crash {
    private final Draft first = draft(new Position.Grouped("g"), DueTime.NOW);
    private final Draft second = draft(new Position.Grouped("g"), DueTime.NOW);

    private Draft draft(Position place, DueTime due) {
        Options options = new Options(180, 500, 500, 600, due, place, new Options.Repeats(0, 1, 3), "");
        return new Draft(
                UUID.randomUUID().toString(),
                false,
                handler,
                "{}",
                options,
                Unique.NO,
                new Draft.Origin("trace", "10.0.0.1", ""));
    }

    private static void growOld(String key, Draft draft) {
        redis.zadd(key, 1, draft.id());
    }

    private void publishBoth() {
        context.getBean(Publishing.class).publish(List.of(first, second));
    }

    private Execution start(List<String> taken) {
        Started started = begin(handler, taken);
        assertThat(started.executions()).hasSize(1);
        return started.executions().getFirst();
    }

    @Test
    void after_announcing_neither_its_place_nor_its_deadline_is_left() {
        publishing.announce(List.of(first));

        growOld(key("pending"), first);
        recover();

        assertThat(redis.exists(key("pending"), key("place"), key("expiring"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "!9", "=g"})
    void after_creating_it_is_enqueued_where_it_belongs(String code) {
        Position place =
                switch (code) {
                    case "<" -> Position.FRONT;
                    case "!9" -> new Position.Urgent(9);
                    default -> new Position.Grouped("g");
                };
        redis.rpush(key("queue"), "before");
        Draft draft = draft(place, DueTime.NOW);
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));

        growOld(key("pending"), draft);
        recover();

        assertThat(claiming.take(handler, 1, LEASE).ids())
                .as("it is the next one")
                .containsExactly(draft.id());
    }

    @Test
    void after_creating_it_waits_until_it_is_due() {
        Draft draft = draft(new Position.Grouped("g"), DueTime.in(600));
        publishing.create(List.of(draft), publishing.announce(List.of(draft)));

        growOld(key("pending"), draft);
        recover();

        assertThat(redis.zscore(key("delayed"), draft.id())).isNotNull();
        assertThat(take()).isEmpty();
    }

    @Test
    void after_taking_it_is_the_next_of_its_group_again() {
        publishBoth();
        List<String> taken = take();
        assertThat(taken).containsExactly(first.id());
        assertThat(take()).as("one of a group at a time").isEmpty();

        growOld(key("lease"), first);
        recover();

        assertThat(take()).containsExactly(first.id());
    }

    @Test
    void after_ending_the_hash_its_group_goes_on() {
        publishBoth();
        end(start(take()));
        assertThat(take()).isEmpty();

        growOld(key("lease"), first);
        recover();

        assertThat(start(take()).id()).isEqualTo(second.id());
        assertThat(redis.zscore(key("finished"), first.id())).isNotNull();
    }

    @Test
    void after_giving_back_the_hash_it_returns_to_the_front_of_its_group() {
        publishBoth();
        Execution message = start(take());
        finishing.requeue(List.of(new Outcome.Requeue(message.id(), message.lease(), 0, Outcome.Why.GIVEN_BACK, 0)));

        growOld(key("lease"), first);
        recover();

        assertThat(take()).containsExactly(first.id());
    }
}
