package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Credential;
import io.butterfly.embedded.service.Services;
import io.butterfly.kernel.ReqId;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.message.Messages;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageRecorderTest {
    /** After the dispatch timeout of a firing of the epoch. */
    private static final Instant LATE = Instant.EPOCH.plus(Duration.ofHours(1));

    private final Outcomes outcomes = new Outcomes(null, null); // nothing is written here
    private boolean isAway;

    @Test
    void a_published_message_that_could_not_be_recorded_stays_here_and_is_known_to_be_there() {
        OutgoingMessage outgoing = awaited();
        MessageRecorder recorder = recorder();
        outcomes.expect(List.of(outgoing.firing()));
        isAway = true;

        assertThat(recorder.published(outgoing)).isFalse();

        assertThat(outgoing.mayBeThere).isTrue();
        assertThat(outcomes.openTries()).containsExactly(outgoing.firing().currentTry());

        isAway = false;
        assertThat(recorder.published(outgoing)).isTrue();
        assertThat(outcomes.openTries()).isEmpty();
    }

    @Test
    void one_that_is_overdue_and_there_waits_for_its_record_and_is_not_lost() throws Exception {
        Messages messages = new Messages(URI.create(Services.baiChuan().url()), Credential.NONE);
        OutgoingMessage outgoing = awaited();
        messages.publish(List.of(outgoing.message));
        outcomes.expect(List.of(outgoing.firing()));
        isAway = true;
        List<OutgoingMessage> unpublished = new ArrayList<>(List.of(outgoing));

        new OverdueMessages(messages, recorder()).removeFrom(unpublished);

        assertThat(unpublished).containsExactly(outgoing);
        assertThat(outcomes.openTries()).containsExactly(outgoing.firing().currentTry());
    }

    private MessageRecorder recorder() {
        DispatchContext context =
                new DispatchContext(null, null, new Store(), outcomes, Clock.fixed(LATE, ZoneOffset.UTC));
        return new MessageRecorder(context, new Slots(1, new Signal()));
    }

    /** Its firing stays open until its end is known. */
    private static OutgoingMessage awaited() {
        Firing plain = TestFirings.of(ReqId.next(), "job", 1);
        Policies policies = PolicyCodec.read(Map.of("retry_max", "1"));
        Firing firing = Firing.first(
                plain.id(), plain.job(), new Firing.Snapshot("/a", Kind.MESSAGE, policies), plain.dueAt(), 1);
        return new OutgoingMessage(FiringMessage.of(firing), Instant.EPOCH);
    }

    /** A store that may be away. */
    private final class Store implements PublishedFirings {
        @Override
        public boolean mark(Firing firing, Instant now) {
            if (isAway) {
                throw new IllegalStateException("the store is away");
            }
            return true;
        }

        @Override
        public String storeId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isAnyAwaited() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> find(List<String> firingIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> toAskFor(int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
