package io.butterfly.notices.queues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.TaskFound;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.Events;
import io.butterfly.notices.rules.RulesFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueWatchTest {
    private static final String NO_QUEUES = "{\"data\":{\"queues\":[]}}";
    private static final String UNSERVED = queue(false, 90);
    private static final String OLD = queue(true, 700);
    private static final String WELL = queue(true, 1);

    private final Events events = Events.kept(SteadyClock.system());
    private String reply = NO_QUEUES;
    private boolean isMine = true;
    private final QueueWatch watch =
            new QueueWatch(new Answers(), events, new RulesFile(Optional.empty()), () -> isMine);

    /** A BaiChuan that says what it is to say; nothing when that is empty. */
    private final class Answers implements BaiChuanClient {
        @Override
        public TaskFound taskGet(String taskId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JsonNode queueList() {
            if (reply.isEmpty()) {
                throw new IllegalStateException("BaiChuan is away");
            }
            return Json.tree(reply);
        }
    }

    private static String queue(boolean isServed, int oldest) {
        return "{\"data\":{\"queues\":[{\"handler\":\"/a/b\",\"queued\":3,\"oldest_age\":" + oldest + ",\"served\":"
                + isServed + ",\"paused\":false}]}}";
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private List<String> seen(String answer) {
        reply = answer;
        watch.ask();
        return events.take(10).stream().map(QueueWatchTest::line).toList();
    }

    private static String line(Event event) {
        return (event.isRecovery() ? "over " : "") + event.subject().kind().word() + " "
                + event.subject().object();
    }

    @Test
    void trouble_is_one_event_while_it_lasts_and_one_when_it_is_over() {
        assertThat(seen(UNSERVED)).containsExactly("queue_unserved /a/b");
        assertThat(seen(UNSERVED)).isEmpty();
        assertThat(seen(OLD)).containsExactlyInAnyOrder("queue_old /a/b", "over queue_unserved /a/b");
        assertThat(seen(WELL)).containsExactly("over queue_old /a/b");
    }

    @Test
    void a_queue_that_is_gone_is_well() {
        assertThat(seen(OLD)).containsExactly("queue_old /a/b");
        assertThat(seen(NO_QUEUES)).containsExactly("over queue_old /a/b");
    }

    @Test
    void while_baichuan_does_not_answer_nothing_changes() {
        assertThat(seen(OLD)).containsExactly("queue_old /a/b");
        assertThat(seen("")).isEmpty();
        assertThat(seen("{\"stat\":\"ERR\"}")).isEmpty();
        assertThat(seen(OLD)).isEmpty();
    }

    @Test
    void only_the_replica_whose_turn_it_is_asks() {
        isMine = false;
        assertThat(seen(OLD)).isEmpty();
        isMine = true;
        assertThat(seen(OLD)).containsExactly("queue_old /a/b");
    }
}
