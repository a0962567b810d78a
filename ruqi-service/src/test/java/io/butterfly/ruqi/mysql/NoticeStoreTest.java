package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import io.butterfly.notices.Subject;
import io.butterfly.notices.delivery.Notice;
import io.butterfly.notices.delivery.NoticeStore;
import io.butterfly.ruqi.TestService;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two replicas on one table; neither sends anything by itself, because no server is started. */
@Execution(ExecutionMode.CONCURRENT)
class NoticeStoreTest {
    private static final String KIND = EventKind.FIRING_FAILED.word();
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static List<ApplicationContext> contexts;
    private static NoticeStore one;
    private static NoticeStore other;

    @BeforeAll
    static void start() {
        Map<String, Object> properties =
                TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        contexts = Stream.generate(() -> ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .environments("test")
                        .properties(properties)
                        .banner(false)
                        .start())
                .limit(2)
                .toList();
        one = contexts.getFirst().getBean(NoticeStore.class);
        other = contexts.getLast().getBean(NoticeStore.class);
        Eventually.until(Duration.ofSeconds(60), () -> one.isReady() && other.isReady());
    }

    @AfterAll
    static void stop() {
        contexts.forEach(ApplicationContext::close);
    }

    private static void happens(NoticeStore store, String sink, String object) {
        Subject subject = new Subject(EventKind.FIRING_FAILED, object);
        Notice.About about = new Notice.About("r", Severity.WARNING, "name", "失败", "");
        store.change(
                Map.of(new Notice.Key(sink, KIND, object), about),
                List.of(subject),
                (notice, now) -> counted(notice, now, true));
    }

    private static Notice counted(Notice notice, Instant now, boolean isOpen) {
        Notice.Tally was = notice.tally();
        return new Notice(
                notice.id(),
                notice.key(),
                notice.about(),
                new Notice.Tally(was.count() + 1, was.reported(), now, now, false, false),
                notice.window(),
                new Notice.Delivery(Notice.State.WAITING, Optional.of(now), 0, Optional.empty(), ""),
                0,
                isOpen);
    }

    private static List<Notice> listed(String object) {
        return one.list("", "", object, 100);
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (var call : threads.invokeAll(List.of(calls))) {
                results.add(call.get());
            }
            return results;
        }
    }

    @Test
    void replicas_that_take_at_once_take_different_notices() throws Exception {
        IntStream.range(0, 60).forEach(i -> happens(i % 2 == 0 ? one : other, "shared", "shared-" + i));

        List<List<Notice>> taken = atOnce(
                () -> one.take("shared", KIND, 40, LEASE).notices(),
                () -> other.take("shared", KIND, 40, LEASE).notices(),
                () -> one.take("shared", KIND, 40, LEASE).notices());

        assertThat(taken.stream().flatMap(List::stream).map(Notice::id))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(40);
        assertThat(one.take("shared", KIND, 100, LEASE).notices()).hasSizeLessThanOrEqualTo(20);
        assertThat(other.take("shared", KIND, 100, LEASE).notices()).isEmpty();
    }

    @Test
    void replicas_that_report_at_once_count_in_one_notice() throws Exception {
        Callable<Integer> reporting = () -> {
            for (int i = 0; i < 20; i++) {
                happens(i % 2 == 0 ? one : other, "counts", "counted");
            }
            return 0;
        };
        atOnce(reporting, reporting, reporting);

        assertThat(listed("counted")).hasSize(1).allSatisfy(notice -> {
            assertThat(notice.tally().count()).isEqualTo(60);
            assertThat(notice.about().text()).isEqualTo("失败");
        });
    }

    @Test
    void whose_lease_has_ended_changes_nothing() {
        happens(one, "lapsed", "lapsed");
        List<Notice> first = one.take("lapsed", KIND, 10, Duration.ZERO).notices();
        List<Notice> second = other.take("lapsed", KIND, 10, LEASE).notices();
        assertThat(second)
                .extracting(Notice::id)
                .isEqualTo(first.stream().map(Notice::id).toList());

        one.end(first, (notice, now) -> counted(notice, now, false));
        assertThat(listed("lapsed").getFirst().lease())
                .isEqualTo(second.getFirst().lease());

        other.end(second, (notice, now) -> counted(notice, now, false));
        assertThat(listed("lapsed").getFirst().isOpen()).isFalse();
    }

    @Test
    void what_is_due_for_a_day_for_a_sink_that_there_is_not_any_more_is_suppressed() {
        happens(one, "there", "known");
        happens(one, "gone", "unknown");
        assertThat(one.look().due()).containsKeys("there", "gone");

        List<String> sinks = List.of("there", "old"); // the other test's, too
        assertThat(one.suppress(sinks, Duration.ofDays(1), 100)).isZero();
        for (String object : List.of("known", "unknown")) {
            one.change(
                    Map.of(),
                    List.of(new Subject(EventKind.FIRING_FAILED, object)),
                    (notice, now) -> counted(notice, now.minus(Duration.ofHours(25)), true));
        }
        assertThat(one.suppress(sinks, Duration.ofDays(1), 100)).isOne();

        assertThat(listed("known")).singleElement().matches(Notice::isOpen);
        assertThat(listed("unknown")).singleElement().satisfies(notice -> {
            assertThat(notice.isOpen()).isFalse();
            assertThat(notice.delivery().state()).isEqualTo(Notice.State.SUPPRESSED);
        });
        assertThat(one.look().due()).doesNotContainKey("gone");
    }

    @Test
    void what_happens_after_a_notice_is_closed_begins_another() {
        happens(one, "closed", "again");
        List<Notice> taken = one.take("closed", KIND, 10, LEASE).notices();
        one.end(taken, (notice, now) -> counted(notice, now, false));

        happens(other, "closed", "again");
        happens(one, "closed", "again");

        assertThat(listed("again")).hasSize(2);
        assertThat(one.look().troubled()).contains(new Subject(EventKind.FIRING_FAILED, "again"));
    }

    @Test
    void how_long_a_sink_has_not_taken_one_is_known_until_it_takes_it() {
        happens(one, "refusing", "untaken");
        assertThat(one.longestUntaken()).isZero();

        one.change(Map.of(), List.of(new Subject(EventKind.FIRING_FAILED, "untaken")), (notice, now) -> {
            Instant since = now.minus(Duration.ofMinutes(20));
            Notice.Delivery refused =
                    new Notice.Delivery(Notice.State.WAITING, Optional.of(now), 7, Optional.of(since), "no");
            return with(notice, refused);
        });
        assertThat(other.longestUntaken()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(25));

        one.change(
                Map.of(),
                List.of(new Subject(EventKind.FIRING_FAILED, "untaken")),
                (notice, now) -> with(
                        notice, new Notice.Delivery(Notice.State.SENT, Optional.of(now), 0, Optional.empty(), "")));
        assertThat(one.longestUntaken()).isZero();
    }

    private static Notice with(Notice notice, Notice.Delivery delivery) {
        return new Notice(
                notice.id(), notice.key(), notice.about(), notice.tally(), notice.window(), delivery, 0, true);
    }

    @Test
    void old_notices_are_forgotten() {
        happens(one, "old", "old");
        one.change(
                Map.of(),
                List.of(new Subject(EventKind.FIRING_FAILED, "old")),
                (notice, now) -> counted(notice, now.minus(Duration.ofDays(31)), true));

        one.forget(Duration.ofDays(30), 100);

        assertThat(listed("old")).isEmpty();
    }
}
