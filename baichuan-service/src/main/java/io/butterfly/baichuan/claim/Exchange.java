package io.butterfly.baichuan.claim;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.kernel.VirtualThreads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a worker's outcomes and claims its next messages, both at the same time, so that neither waits for the other.
 * A queue with limits may therefore hold back what these outcomes make room for, until the worker's next claim.
 */
@Singleton
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Claims claims;
    private final Finishes finishes;
    private final VirtualThreads beside = new VirtualThreads("exchange", CLOSE_PATIENCE);

    Exchange(Claims claims, Finishes finishes) {
        this.claims = claims;
        this.finishes = finishes;
    }

    /** @param stats what became of each outcome, in order */
    public record Exchanged(List<Execution> messages, List<Stat> stats) {}

    /** @param claim one without patience, when there are outcomes */
    public Exchanged exchange(List<Outcome> outcomes, Claim claim) {
        if (outcomes.isEmpty()) {
            return new Exchanged(claims.claim(claim), List.of());
        }
        CompletableFuture<List<Execution>> messages =
                CompletableFuture.supplyAsync(() -> claimOrNone(claim), beside.executor());
        List<Stat> stats;
        try {
            stats = finishes.finish(outcomes);
        } catch (RuntimeException e) {
            giveBack(messages);
            throw e;
        }
        try {
            return new Exchanged(messages.join(), stats);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** When there is no room for messages, the reply still says what became of the outcomes. */
    private List<Execution> claimOrNone(Claim claim) {
        try {
            return claims.claim(claim);
        } catch (Refusal e) {
            if (e.stat() == Stat.ERR_BUSY) {
                return List.of();
            }
            throw e;
        }
    }

    /** The worker's reply says only that the call failed. */
    private void giveBack(CompletableFuture<List<Execution>> messages) {
        try {
            finishes.giveBack(messages.join());
        } catch (RuntimeException e) {
            LOG.debug("what was claimed comes back when its lease is over", e);
        }
    }

    @PreDestroy
    void close() {
        beside.close();
    }
}
