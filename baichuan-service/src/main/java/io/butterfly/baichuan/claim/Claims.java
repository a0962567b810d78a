package io.butterfly.baichuan.claim;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.waiting.ClaimWaiters;
import io.butterfly.http.load.BytesInFlight;
import io.butterfly.http.load.Load;
import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.ReqId;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives messages to workers. */
@Singleton
public final class Claims implements Stoppable {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    /** How often a waiting claim checks that its caller is still there. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private static final Verdict UNREADABLE =
            Verdict.failed(Stat.ERR_BAD_PARAMS, "the message's data is no JSON object that can be read");

    private final ClaimSteps steps;
    private final OneTripClaim oneTrip;
    private final UnansweredClaims unanswered;
    private final ClaimWaiters waiting;
    private final Finishes finishes;
    private final BytesInFlight bytes;
    private final Tally tally;
    private final SteadyClock clock = SteadyClock.system();

    Claims(
            Ways ways,
            UnansweredClaims unanswered,
            ClaimWaiters waiting,
            Finishes finishes,
            BytesInFlight bytes,
            Tally tally) {
        this.bytes = bytes;
        this.tally = tally;
        this.steps = ways.steps();
        this.oneTrip = ways.oneTrip();
        this.unanswered = unanswered;
        this.waiting = waiting;
        this.finishes = finishes;
    }

    /** All in one script where Redis is one server, else step by step. */
    @Singleton
    record Ways(OneTripClaim oneTrip, ClaimSteps steps) {}

    /** For the process's own claims; those of a request bring the load of the request. */
    public Load load() {
        return bytes.load();
    }

    /** At least one message if there is one within the claim's patience. */
    public List<Execution> claim(Claim claim) {
        List<Execution> messages = claimNow(claim, "");
        return !messages.isEmpty() || claim.patience().isZero() ? messages : claimLater(claim);
    }

    private List<Execution> claimLater(Claim claim) {
        Deadline deadline = clock.deadline(claim.patience());
        try (ClaimWaiters.Place place = waiting.enter(claim.handlers())) {
            while (claim.isWanted().getAsBoolean()) {
                List<Execution> messages = claimNow(claim, place.wokenFor());
                Duration left = deadline.left();
                if (!messages.isEmpty() || left.isZero()) {
                    return messages;
                }
                place.await(left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this process is stopping: the worker asks again elsewhere
        }
        return List.of();
    }

    /** Claims that wait for one of these handlers look whether they are still wanted. */
    public void rouse(List<String> handlers) {
        handlers.forEach(handler -> waiting.wake(handler, Long.MAX_VALUE));
    }

    /** All that wait look whether they are still wanted. */
    @Override
    public void stopWork() {
        rouse(waiting.handlers());
    }

    /** @param likely a handler that has just got messages, or empty: when it has some, the others are not asked */
    private List<Execution> claimNow(Claim claim, String likely) {
        claim.load().reserve(ClaimBatch.MAX_LENGTH);
        ClaimBatch messages = new ClaimBatch(claim.limit());
        try {
            return claimNow(claim, likely, messages);
        } finally {
            claim.load().keep(messages.length());
        }
    }

    private List<Execution> claimNow(Claim claim, String likely, ClaimBatch messages) {
        if (!likely.isEmpty() && claim.handlers().size() > 1) {
            claimOf(likely, claim, messages);
        }
        if (!messages.isEmpty()) {
            return whileWanted(messages.executions(), claim);
        }
        for (String handler : inFairOrder(claim.handlers())) {
            if (messages.isFull()) {
                break;
            }
            claimOf(handler, claim, messages);
        }
        return whileWanted(messages.executions(), claim);
    }

    /** When this fails, messages of another handler may have been started already: they are returned all the same. */
    private void claimOf(String handler, Claim claim, ClaimBatch messages) {
        try {
            boolean isMore;
            do { // what was deleted, has ended, or cannot be understood must not hide what comes after it
                isMore = claimSome(handler, claim, messages);
            } while (isMore && !messages.isFull());
        } catch (RuntimeException e) {
            if (messages.isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "{} messages are returned although claiming from {} failed: {}",
                    messages.executions().size(),
                    handler,
                    e.toString());
        }
    }

    /** Returns whether to ask this handler again: after the steps one by one only while the claim has got nothing. */
    private boolean claimSome(String handler, Claim claim, ClaimBatch messages) {
        int limit = Math.min(messages.room(), OneTripClaim.MOST_PER_TRIP);
        String token = newToken();
        Optional<Started> started = unanswered.ask(
                handler, token, () -> oneTrip.claim(handler, limit, messages.lengthLeft(), taker(claim, token))
                        .map(some -> understood(handler, some)));
        if (started.isEmpty()) {
            return claimInSteps(handler, claim, messages) && messages.isEmpty();
        }
        messages.add(started.get().executions());
        return started.get().taken().ids().size() == limit;
    }

    private static ClaimSteps.Taker taker(Claim claim, String token) {
        return new ClaimSteps.Taker(claim.worker(), claim.lease(), token);
    }

    private static String newToken() {
        return ReqId.next() + ".";
    }

    /** Returns whether anything was taken. */
    private boolean claimInSteps(String handler, Claim claim, ClaimBatch messages) {
        ClaimSteps.Taken taken = steps.take(handler, messages.room(), claim.lease());
        Deque<String> ids = new ArrayDeque<>(taken.ids());
        boolean isMore = !ids.isEmpty();
        while (!ids.isEmpty() && !messages.isFull()) {
            ClaimSteps.Taken next = new ClaimSteps.Taken(messages.nextOf(ids, steps.startable()), taken.leaseUntil());
            String token = newToken();
            Started started = unanswered.ask(
                    handler,
                    token,
                    () -> understood(handler, steps.start(handler, next, messages.lengthLeft(), taker(claim, token))));
            started.over().reversed().forEach(ids::addFirst);
            messages.add(started.executions());
        }
        finishes.putBack(handler, List.copyOf(ids), taken.leaseUntil());
        return isMore;
    }

    /**
     * Ids of messages that had ended although they were listed are let go at once. What is started is given back when
     * this fails.
     */
    private Started understood(String handler, Started started) {
        finishes.letGo(handler, started.ended(), started.gone(), started.taken().leaseUntil());
        finishes.expire(started.expired(), started.taken().leaseUntil());
        return started.withOnly(readable(started.executions()));
    }

    /**
     * Another producer's parameters may be anything: a message that no handler could take fails here, and no worker's
     * reply is spoilt by it.
     */
    private List<Execution> readable(List<Execution> messages) {
        List<Execution> readable = new ArrayList<>();
        List<Outcome> ends = new ArrayList<>();
        for (Execution message : messages) {
            message.readable()
                    .ifPresentOrElse(
                            readable::add,
                            () -> ends.add(new Outcome.End(message.id(), message.lease(), 0, UNREADABLE)));
        }
        finishes.finish(ends);
        return readable;
    }

    /** One handler is asked right away; of several, those that have messages, in random order. */
    private List<String> inFairOrder(List<String> handlers) {
        if (handlers.size() == 1) {
            return handlers;
        }
        List<String> shuffled = new ArrayList<>(steps.waiting(handlers).keySet());
        Collections.shuffle(shuffled);
        return shuffled;
    }

    private List<Execution> whileWanted(List<Execution> messages, Claim claim) {
        if (messages.isEmpty() || claim.isWanted().getAsBoolean()) {
            tally.claimed(messages.size());
            return messages;
        }
        finishes.giveBack(messages);
        return List.of();
    }
}
