package io.butterfly.ruqi.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.history.History.Whose;
import io.butterfly.ruqi.history.HistoryCleanup.Kept;
import io.butterfly.ruqi.job.Part;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.replica.Replicas;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the history is kept small. */
class HistoryCleanupTest {
    private static final int FIRINGS = 1_203; // more than two batches

    private ApplicationContext context;
    private History history;

    @BeforeEach
    void fill() {
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environments("test")
                .properties(Map.of("ruqi.scheduler-store", "memory"))
                .banner(false)
                .start();
        history = context.getBean(History.class);
        Replicas replicas = context.getBean(Replicas.class);
        Instant now = replicas.now();
        Incarnation me = new Incarnation(replicas.register("me", Duration.ofMinutes(5)), "me");
        List<Firing> firings = IntStream.range(0, FIRINGS)
                .mapToObj(i -> TestFirings.of("F" + i, "job", now.minusSeconds(FIRINGS - i), 0))
                .toList();
        context.getBean(ExtraFirings.class).add("UID", firings, false);
        Firings ledger = context.getBean(Firings.class);
        ledger.end(ledger.resume(Kind.MESSAGE, FIRINGS, me).stream()
                .map(firing -> new Outcome(
                        firing, Status.SUCCEEDED, "", firing.dueAt(), firing.dueAt(), Duration.ZERO, Optional.empty()))
                .toList());
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void a_job_keeps_its_newest_firings() {
        new HistoryCleanup(history, new Kept(Duration.ZERO, 10, Whose.OURS), () -> true).tick();

        assertThat(kept())
                .extracting(entry -> entry.ids().firingId())
                .extracting(Optional::get)
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(i -> "F" + (FIRINGS - 1 - i))
                        .toList());
    }

    @Test
    void what_is_too_old_goes() {
        new HistoryCleanup(history, new Kept(Duration.ofSeconds(600), 0, Whose.OURS), () -> true).tick();

        assertThat(kept().size()).isBetween(500, 601);
    }

    @Test
    void one_replica_does_it_and_zero_keeps_everything() {
        new HistoryCleanup(history, new Kept(Duration.ofSeconds(1), 1, Whose.OURS), () -> false).tick();
        new HistoryCleanup(history, new Kept(Duration.ZERO, 0, Whose.OURS), () -> true).tick();

        assertThat(kept()).hasSize(FIRINGS);
    }

    private List<HistoryEntry> kept() {
        List<HistoryEntry> found = new ArrayList<>();
        FiringFilter all = new FiringFilter(
                Optional.empty(), Optional.empty(), Status.ENDED, Optional.empty(), Optional.empty(), Optional.empty());
        history.list(all, new Part(0, Long.MAX_VALUE, "id", false)).rows().forEachRemaining(found::add);
        return found;
    }
}
