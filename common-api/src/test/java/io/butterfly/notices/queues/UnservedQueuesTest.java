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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The age of a queue is that of its plain line: what waits with a priority or in a group has none. */
class UnservedQueuesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Events events = Events.kept(SteadyClock.system());
    private Optional<String> reply = Optional.empty();
    private final QueueWatch watch = new QueueWatch(
            new Answers(),
            events,
            new RulesFile(Optional.empty()),
            () -> true,
            SteadyClock.of(Instant.EPOCH, nanos::get));

    private final class Answers implements BaiChuanClient {
        @Override
        public TaskFound taskGet(String taskId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JsonNode queueList() {
            return Json.tree(reply.orElseThrow());
        }
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    /** Half a minute after the last question. */
    private List<String> seen(boolean isServed, int oldest) {
        return seen(Optional.of("{\"data\":{\"queues\":[{\"handler\":\"/a/b\",\"queued\":3,\"oldest_age\":" + oldest
                + ",\"served\":" + isServed + ",\"paused\":false}]}}"));
    }

    private List<String> seen(Optional<String> answer) {
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        reply = answer;
        watch.ask();
        return events.take(10).stream().map(UnservedQueuesTest::line).toList();
    }

    private static String line(Event event) {
        return (event.isRecovery() ? "over " : "") + event.subject().kind().word() + ": "
                + event.text().replaceAll(".*for ", "");
    }

    @Test
    void messages_without_an_age_that_no_worker_takes_for_a_minute_are_an_event() {
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(false, 0)).containsExactly("queue_unserved: 60 s");
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(true, 0)).containsExactly("over queue_unserved: ");
        assertThat(seen(false, 0)).isEmpty();
    }

    @Test
    void the_minute_begins_anew_when_it_is_not_known_whether_a_worker_was_there() {
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(Optional.empty())).isEmpty();
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(false, 0)).isEmpty();
        assertThat(seen(false, 0)).isNotEmpty();
    }

    @Test
    void an_old_queue_whose_last_worker_is_gone_is_not_over() {
        assertThat(seen(true, 700)).containsExactly("queue_old: 700 s");
        assertThat(seen(false, 730)).containsExactly("queue_unserved: 730 s");
        assertThat(seen(true, 760)).containsExactly("over queue_unserved: ");
        assertThat(seen(true, 1)).containsExactly("over queue_old: ");
    }
}
