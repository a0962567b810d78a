package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims that failed, although Redis may have made them: their messages are started, and nobody has them. Each would
 * lose an attempt when its lease ran out, and fail at last without having been executed. What their leases begin with
 * was known before, so they are looked for as soon as Redis answers, and given back without counting an attempt.
 */
@Singleton
public final class UnansweredClaims {
    private static final Logger LOG = LoggerFactory.getLogger(UnansweredClaims.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ClaimStore store;
    private final Finishes finishes;
    private final List<Doubt> doubts = new ArrayList<>();
    private PollLoop loop;

    UnansweredClaims(ClaimStore store, Finishes finishes) {
        this.store = store;
        this.finishes = finishes;
    }

    /** @param askedAt when it was asked, in nanoseconds of this process */
    private record Doubt(String handler, String token, long askedAt, Duration lease) {
        boolean isOver() {
            return System.nanoTime() - askedAt > lease.toNanos();
        }
    }

    /** Asks, and remembers the token when no answer comes. */
    <T> T ask(String handler, String token, Duration lease, Supplier<T> question) {
        long askedAt = System.nanoTime();
        try {
            return question.get();
        } catch (RuntimeException e) {
            remember(new Doubt(handler, token, askedAt, lease));
            throw e;
        }
    }

    private synchronized void remember(Doubt doubt) {
        doubts.add(doubt);
        if (loop == null) {
            loop = PollLoop.start("unanswered-claims", this::tick);
        } else {
            loop.wake();
        }
    }

    private Duration tick() {
        for (Map.Entry<String, List<Doubt>> ofHandler : open().entrySet()) {
            giveBack(ofHandler.getKey(), ofHandler.getValue());
            forget(ofHandler.getValue());
        }
        return open().isEmpty() ? IDLE : AGAIN;
    }

    /** When the lease is over, recovery has taken the messages up. */
    private synchronized Map<String, List<Doubt>> open() {
        doubts.removeIf(Doubt::isOver);
        return doubts.stream().collect(Collectors.groupingBy(Doubt::handler, LinkedHashMap::new, Collectors.toList()));
    }

    private synchronized void forget(List<Doubt> settled) {
        doubts.removeAll(settled);
    }

    private void giveBack(String handler, List<Doubt> ofHandler) {
        Set<String> tokens = ofHandler.stream().map(Doubt::token).collect(Collectors.toSet());
        List<Lease> started = store.startedUnder(tokens, handler);
        if (!started.isEmpty()) {
            LOG.info(
                    "{}: {} messages of {} claims that Redis did not answer are given back",
                    handler,
                    started.size(),
                    tokens.size());
            finishes.finish(started.stream()
                    .<Outcome>map(held -> new Outcome.Requeue(held.id(), held.token(), 0, Outcome.Why.GIVEN_BACK, 0))
                    .toList());
        }
    }

    @PreDestroy
    void stop() {
        PollLoop started;
        synchronized (this) {
            started = loop;
        }
        if (started != null) {
            started.close();
        }
    }
}
