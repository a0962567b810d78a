package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Credential;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Subject;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.notices.send.Receiver;
import io.butterfly.notices.send.Sinks;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingTest {
    @TempDir
    Path folder;

    private final FakeStore store = new FakeStore();

    /** It has been tried before, and was due a second ago. */
    private Notice due(long id) {
        Notice notice = Notice.first(
                Notice.Key.of("hook", new Subject(EventKind.FIRING_FAILED, "job-" + id)),
                new Notice.About("r", EventKind.FIRING_FAILED.severity(), "job", "it has failed", ""));
        Instant since = store.now.minusSeconds(60);
        return new Notice(
                id,
                notice.key(),
                notice.about(),
                new Notice.Tally(1, 0, since, since, false, false),
                notice.window(),
                new Notice.Delivery(
                        Notice.State.WAITING, Optional.of(store.now.minusSeconds(1)), 1, Optional.of(since), "no"),
                0,
                true);
    }

    @Test
    void at_a_stop_all_that_was_taken_and_not_sent_is_due_for_another_replica_at_once() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver stalled = new Receiver(client -> {
                    arrived.countDown();
                    end.await();
                });
                Sinks sinks = new Sinks(
                        new Publisher(new BaiChuanCalls(URI.create("http://127.0.0.1:1"), Credential.NONE)),
                        Clock.systemUTC(),
                        Duration.ofMinutes(1))) {
            Path file = Files.writeString(
                    folder.resolve("notices.yml"),
                    "{sinks: {hook: {type: webhook, url: '" + stalled.url() + "'}}, rules: [{name: r, sinks: hook}]}");
            store.due = Stream.of(1, 2, 3).map(id -> due(id)).toList();
            Sending sending = new Sending(
                    store,
                    new RulesFile(Optional.of(file)),
                    sinks,
                    new Texts("ruqi", ZoneOffset.UTC),
                    new NoticeMeters(new SimpleMeterRegistry(), "ruqi"));

            sending.start("hook", EventKind.FIRING_FAILED.word());
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            sending.close();
            end.countDown();
        }

        List<Notice> released = List.copyOf(store.ended);
        assertThat(released).extracting(Notice::id).containsExactly(1L, 2L, 3L);
        assertThat(released).allSatisfy(notice -> {
            assertThat(notice.lease()).isZero();
            assertThat(notice.delivery().due().orElseThrow()).isBeforeOrEqualTo(store.now);
        });
    }
}
