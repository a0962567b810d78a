package io.butterfly.baichuan.push;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.claim.Claim;
import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.http.load.Load;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.VirtualThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One delivery that runs. See the package's text. */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Deliveries shared;
    private final String name;
    private final Supplier<List<String>> handlers;
    private final int concurrency;
    private final Deliverer deliverer;
    /** By lease: a message whose lease was lost may come back before its first execution has noticed it. */
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private final Reports reports = new Reports();
    /** What the replies of outcomes that are not written down yet have of the byte budget. */
    private final Map<Outcome, Load> unwritten = new ConcurrentHashMap<>();

    private final Consumer<String> cancelled = this::cancelled;
    private final VirtualThreads threads;
    private final Reach reach;
    private final Signal news = new Signal();
    private final Signal room = new Signal();
    private final PollLoop claiming;
    private final PollLoop reporting;
    private volatile boolean closing;
    private volatile boolean isCancelHeard;
    private volatile List<String> asked = List.of();
    private Deadline nextHeartbeat;

    Delivery(Deliveries shared, String name, Supplier<List<String>> handlers, int concurrency, Deliverer deliverer) {
        this.shared = shared;
        this.name = name;
        this.handlers = handlers;
        this.concurrency = concurrency;
        this.deliverer = deliverer;
        this.nextHeartbeat = shared.clock.deadline(shared.heartbeat);
        this.reach = new Reach(name, shared.backoff.first(), shared.clock);
        this.threads = new VirtualThreads(name, CLOSE_PATIENCE);
        this.reporting = PollLoop.start(name + "-reports", news, this::report);
        this.claiming = PollLoop.start(name + "-claims", room, this::claim);
        shared.cancels.add(cancelled);
    }

    private Duration claim() {
        List<String> names = handlers.get();
        if (closing || names.isEmpty()) {
            return PATIENCE;
        }
        asked = names;
        shared.seen(name, names);
        Duration rest = reach.rest();
        if (!rest.isZero()) {
            return rest.compareTo(PATIENCE) < 0 ? rest : PATIENCE;
        }
        int free = reach.most(concurrency) - running.size();
        if (free <= 0 || reports.isFull()) {
            return PATIENCE;
        }
        Load load = shared.claims.load();
        try {
            shared.claims
                    .claim(new Claim(shared.worker, names, free, PATIENCE, shared.lease, () -> !closing, load))
                    .forEach(this::start);
        } finally {
            load.letGo();
        }
        return Duration.ZERO;
    }

    private void start(Execution message) {
        Running started = new Running(message);
        running.put(message.lease(), started);
        threads.start(() -> deliver(started));
    }

    private void deliver(Running started) {
        Execution message = started.message();
        started.begin();
        MDC.put("reqid", message.id());
        MDC.put("trace", message.traceId());
        Load load = shared.claims.load();
        try {
            Outcome outcome = outcome(message, delivered(message, load));
            unwritten.put(outcome, load);
            reports.add(outcome);
        } finally {
            running.remove(message.lease());
            news.raise();
            room.raise();
            MDC.clear();
        }
    }

    private Delivered delivered(Execution message, Load load) {
        if (closing) {
            return new Delivered.GivenBack();
        }
        try {
            return deliverer.deliver(message, load);
        } catch (InterruptedException e) {
            return new Delivered.GivenBack();
        } catch (Exception e) {
            LOG.error("{} failed", message.handler(), e);
            return new Delivered.Judged(
                    Verdict.failed(Stat.ERR_SERVER_EXCEPTION, "internal error; the log has it under " + message.id()));
        }
    }

    private Outcome outcome(Execution message, Delivered delivered) {
        if (!(delivered instanceof Delivered.Unreached || delivered instanceof Delivered.GivenBack)) {
            reach.worked();
        }
        return switch (delivered) {
            case Delivered.Answered(String result, String reason) ->
                new Outcome.End(
                        message.id(), message.lease(), 0, Verdict.of(result).because(reason));
            case Delivered.Judged(Verdict verdict) -> new Outcome.End(message.id(), message.lease(), 0, verdict);
            case Delivered.GivenBack() -> givenBack(message);
            case Delivered.Unreached(String why) -> {
                reach.failed(why);
                yield givenBack(message);
            }
            case Delivered.Lost(String why) -> lost(message, why);
        };
    }

    /** To the front of its queue, because nothing of it has begun. */
    private static Outcome givenBack(Execution message) {
        return new Outcome.Requeue(message.id(), message.lease(), 0, Outcome.Why.GIVEN_BACK, 0);
    }

    private Outcome lost(Execution message, String why) {
        LOG.warn("attempt {} of {} {} is lost: {}", message.attempt(), message.handler(), message.id(), why);
        if (message.attempt() >= message.maxAttempts()) {
            return new Outcome.End(message.id(), message.lease(), 0, Verdict.lost(message.attempt(), why));
        }
        return new Outcome.Requeue(
                message.id(),
                message.lease(),
                0,
                Outcome.Why.LOST,
                shared.backoff.delay(message.attempt()).toMillis());
    }

    /** This message was cancelled: if it runs here, renewing its lease says so. */
    private void cancelled(String id) {
        if (running.values().stream().anyMatch(started -> started.message().id().equals(id))) {
            isCancelHeard = true;
            news.raise();
        }
    }

    private Duration report() {
        for (List<Outcome> batch = reports.nextBatch(); !batch.isEmpty(); batch = reports.nextBatch()) {
            writeDown(batch);
        }
        Duration left = nextHeartbeat.left();
        if (left.isZero() || isCancelHeard) {
            isCancelHeard = false;
            renew();
            nextHeartbeat = shared.clock.deadline(shared.heartbeat);
        }
        return left;
    }

    private void writeDown(List<Outcome> batch) {
        try {
            shared.finishes.finish(batch);
        } catch (RuntimeException e) {
            reports.notDone(batch);
            throw e;
        }
        reports.done(batch);
        for (Outcome written : batch) {
            Optional.ofNullable(unwritten.remove(written)).ifPresent(Load::letGo);
        }
    }

    /** Executions that have lost their lease or were cancelled stop and free their slots. */
    private void renew() {
        List<Running> held = List.copyOf(running.values());
        List<LeaseResult<Held>> results = shared.workers.heartbeat(
                shared.worker, held.stream().map(Running::lease).toList(), shared.lease);
        for (int i = 0; i < held.size(); i++) {
            boolean isKept = results.get(i) instanceof LeaseResult.Accepted<Held>(Held lease) && !lease.isCancelled();
            if (!isKept) {
                LOG.info(
                        "message {} stops: {}",
                        held.get(i).message().id(),
                        results.get(i).stat() == Stat.OK
                                ? "it was cancelled"
                                : results.get(i).stat());
                held.get(i).stop();
            }
        }
    }

    /** Takes no more. */
    public void stop() {
        closing = true;
        shared.claims.rouse(asked);
    }

    /** Also when it is closed already. */
    @Override
    public void close() {
        stop();
        claiming.close();
        threads.close();
        news.raise();
        reporting.close();
        if (!reports.isEmpty()) {
            report();
        }
        shared.cancels.remove(cancelled);
        shared.unseen(name);
    }
}
