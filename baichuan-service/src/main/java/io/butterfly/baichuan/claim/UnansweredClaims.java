package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Signal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims that failed although Redis may have made them: their messages are started, and no worker has them. Each would
 * lose an attempt when its lease ran out, and fail at last without having been executed. The token of their leases is
 * known, so they are looked for as soon as Redis answers, and given back without counting an attempt: by a loop of this
 * class, and by recovery before it judges leases that ran out. A Redis that stalls may make a claim long after it was
 * asked, so a token is kept until Redis has been looked through, however long that takes.
 */
@Singleton
public final class UnansweredClaims {
    private static final Logger LOG = LoggerFactory.getLogger(UnansweredClaims.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final ClaimSteps steps;
    private final Finishes finishes;
    private final Signal news = new Signal();
    private final Set<Doubt> doubts = new LinkedHashSet<>();
    private PollLoop loop;

    UnansweredClaims(ClaimSteps steps, Finishes finishes) {
        this.steps = steps;
        this.finishes = finishes;
    }

    private record Doubt(String handler, String token) {}

    /** Asks, and remembers the token when no answer comes, or the answer is of no use to who asked. */
    <T> T ask(String handler, String token, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            remember(new Doubt(handler, token));
            throw e;
        }
    }

    private synchronized void remember(Doubt doubt) {
        if (doubts.size() >= MOST) {
            doubts.remove(doubts.iterator().next());
        }
        doubts.add(doubt);
        news.raise();
        if (loop == null) {
            loop = PollLoop.start("unanswered-claims", news, this::tick);
        }
    }

    /** Gives back what such claims have started of this handler's messages. */
    public void release(String handler) {
        List<Doubt> ofHandler = open().getOrDefault(handler, List.of());
        if (!ofHandler.isEmpty()) {
            giveBack(handler, ofHandler);
            forget(ofHandler);
        }
    }

    private Duration tick() {
        open().keySet().forEach(this::release);
        return open().isEmpty() ? IDLE : AGAIN;
    }

    private synchronized Map<String, List<Doubt>> open() {
        return doubts.stream().collect(Collectors.groupingBy(Doubt::handler, LinkedHashMap::new, Collectors.toList()));
    }

    private synchronized void forget(List<Doubt> settled) {
        settled.forEach(doubts::remove);
    }

    private void giveBack(String handler, List<Doubt> ofHandler) {
        Set<String> tokens = ofHandler.stream().map(Doubt::token).collect(Collectors.toSet());
        List<Lease> started = steps.startedUnder(tokens, handler);
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
