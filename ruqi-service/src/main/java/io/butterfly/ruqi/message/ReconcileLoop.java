package io.butterfly.ruqi.message;

import io.butterfly.api.baichuan.Finished;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.replica.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for ends that were not reported, because the report was lost or will never come. See the package's text. */
public final class ReconcileLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** The pause while there are more to ask for: BaiChuan has other work, too. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final Duration SECOND_LOOK = Duration.ofSeconds(10);
    private static final int LIMIT = 1_000;

    private final Replica replica;
    private final Awaited awaited;
    private final SteadyClock clock;
    /**
     * Messages that BaiChuan did not have when it was asked: a report that was on its way then has been recorded at the
     * second look. Only used by the loop's thread.
     */
    private final Map<String, Suspect> suspects = new HashMap<>();

    private PollLoop loop;

    private record Suspect(Firing firing, Deadline secondLook) {}

    public ReconcileLoop(Replica replica, Awaited awaited, SteadyClock clock) {
        this.replica = replica;
        this.awaited = awaited;
        this.clock = clock;
    }

    public void start() {
        loop = PollLoop.start("ruqi-reconcile", this::tick);
    }

    Duration tick() throws InterruptedException {
        if (replica.held().isEmpty()) {
            return IDLE;
        }
        List<Firing> second = dueSuspects();
        List<Firing> found = awaited.toAskFor(LIMIT);
        List<Firing> first = found.stream()
                .filter(firing -> !suspects.containsKey(firing.id()))
                .toList();
        look(
                Stream.concat(second.stream(), first.stream()).toList(),
                second.stream().map(Firing::id).collect(Collectors.toSet()));
        return found.size() == LIMIT ? BREATH : IDLE;
    }

    private List<Firing> dueSuspects() {
        List<Firing> due = suspects.values().stream()
                .filter(suspect -> suspect.secondLook().hasPassed())
                .map(Suspect::firing)
                .toList();
        due.forEach(firing -> suspects.remove(firing.id()));
        return due;
    }

    /** @param seconds ids of those that are looked at for the second time */
    private void look(List<Firing> firings, Set<String> seconds) throws InterruptedException {
        List<FiringMessage> messages = new ArrayList<>();
        for (Firing firing : firings) {
            message(firing, messages);
        }
        try {
            List<MessageState> states = awaited.ask(messages);
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                FiringMessage message = messages.get(i);
                boolean isSecond = seconds.contains(message.firing().id());
                outcome(message, states.get(i), isSecond).ifPresent(outcomes::add);
            }
            record(outcomes);
        } catch (BaiChuanUnreachable e) {
            LOG.info("awaited ends cannot be asked for now: {}", e.getMessage());
        }
    }

    private static void message(Firing firing, List<FiringMessage> messages) {
        try {
            messages.add(FiringMessage.of(firing));
        } catch (RuntimeException e) { // a row of another version; the others go on
            LOG.warn(
                    "the command of firing {} of job {} is not understood: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
        }
    }

    private Optional<Outcome> outcome(FiringMessage message, MessageState state, boolean isSecond) {
        return switch (state) {
            case MessageState.Open _o -> Optional.empty();
            case MessageState.Ended(Finished end) -> Optional.of(awaited.ended(message, end));
            case MessageState.Gone _g ->
                missing(message, "its message is not there any more: it was deleted, or lost", isSecond);
            case MessageState.Unreadable(String reason) -> missing(message, reason, isSecond);
        };
    }

    private Optional<Outcome> missing(FiringMessage message, String reason, boolean isSecond) {
        Firing firing = message.firing();
        if (!isSecond) {
            suspects.put(firing.id(), new Suspect(firing, clock.deadline(SECOND_LOOK)));
            return Optional.empty();
        }
        LOG.warn("firing {} of job {} has no known end: {}", firing.id(), firing.jobId(), reason);
        return Optional.of(awaited.unknown(message, reason));
    }

    /** What cannot be recorded now is asked for again. */
    private void record(List<Outcome> outcomes) {
        try {
            awaited.write(outcomes);
        } catch (RuntimeException e) {
            LOG.warn("the ends of {} firings could not be recorded now: {}", outcomes.size(), e.toString());
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}
