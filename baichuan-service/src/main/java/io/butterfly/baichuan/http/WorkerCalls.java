package io.butterfly.baichuan.http;

import io.butterfly.access.Role;
import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.FinishStats;
import io.butterfly.api.worker.LeaseStats;
import io.butterfly.api.worker.LeaseStats.LeaseStat;
import io.butterfly.api.worker.OutcomeStat;
import io.butterfly.api.worker.WorkerHeartbeat.HeldLease;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.baichuan.claim.Claim;
import io.butterfly.baichuan.claim.Exchange;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.worker.OpenClaims;
import io.butterfly.baichuan.worker.Workers;
import io.butterfly.http.Api;
import io.butterfly.http.Caller;
import io.butterfly.kernel.TraceParent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** For workers. */
@Singleton
final class WorkerCalls {
    private final Exchange exchange;
    private final Finishes finishes;
    private final Workers workers;
    private final OpenClaims openClaims;
    private final Duration lease;
    private final int leaseSeconds;

    WorkerCalls(Exchange exchange, Finishes finishes, Workers workers, OpenClaims openClaims, Workers.LeaseTime lease) {
        this.exchange = exchange;
        this.finishes = finishes;
        this.workers = workers;
        this.openClaims = openClaims;
        this.lease = lease.duration();
        this.leaseSeconds = (int) Math.max(1, lease.duration().toSeconds());
    }

    /**
     * Results ride along; a claim that carries some is answered at once, so that the worker hears what became of them.
     */
    @Api(
            value = "/baichuan/worker_claim",
            role = Role.WORKER,
            summary = "Claims messages for a worker",
            errors = {Stat.ERR_NOT_ALLOWED, Stat.ERR_STORE_FULL})
    Reply claim(ClaimCall call, Caller caller) {
        Checks.require(WorkerRequests.isWorker(call.worker()), WorkerRequests.WORKER_RULE);
        try (OpenClaims.OpenClaim claim = openClaims.enter(call.worker(), call.handlers())) {
            return claimed(call, caller.onlyWhile(claim::isWanted));
        }
    }

    private Reply claimed(ClaimCall call, Caller caller) {
        Judgements<WorkerOutcome, Outcome> results = WorkerRequests.outcomes(call.results());
        Claim claim = WorkerRequests.claim(call, !results.meant().isEmpty(), lease, caller);
        workers.seen(claim.worker(), claim.handlers());
        Exchange.Exchanged exchanged = exchange.exchange(results.meant(), claim);
        return Reply.data(new Claimed(
                exchanged.messages().stream().map(this::message).toList(), stats(results, exchanged.stats())));
    }

    private ClaimedMessage message(Execution execution) {
        return new ClaimedMessage(
                execution.id(),
                execution.handler(),
                new RawJson(execution.params()),
                execution.attempt(),
                execution.lease(),
                leaseSeconds,
                execution.timeout(),
                execution.traceId(),
                TraceParent.of(execution.traceId(), execution.id()));
    }

    @Api(
            value = "/baichuan/worker_finish",
            role = Role.WORKER,
            summary = "Reports executions that ended",
            errors = Stat.ERR_STORE_FULL)
    Reply finish(FinishCall call) {
        Checks.require(WorkerRequests.isWorker(call.worker()), WorkerRequests.WORKER_RULE);
        Judgements<WorkerOutcome, Outcome> results = WorkerRequests.outcomes(call.results());
        return Reply.data(new FinishStats(stats(results, finishes.finish(results.meant()))));
    }

    private static List<OutcomeStat> stats(Judgements<WorkerOutcome, ?> results, List<Stat> stats) {
        return results.answers(
                stats,
                (result, stat) -> new OutcomeStat(result.taskId(), stat.name()),
                (result, refusal) -> new OutcomeStat(
                        result == null ? null : result.taskId(), refusal.stat().name(), refusal.getMessage()));
    }

    @Api(
            value = "/baichuan/worker_heartbeat",
            role = Role.WORKER,
            summary = "Keeps the leases of what a worker still runs",
            errors = Stat.ERR_STORE_FULL)
    Reply heartbeat(HeartbeatCall call) {
        Checks.require(WorkerRequests.isWorker(call.worker()), WorkerRequests.WORKER_RULE);
        Judgements<HeldLease, Lease> leases = WorkerRequests.leases(call);
        return Reply.data(new LeaseStats(leases.answers(
                workers.heartbeat(call.worker(), leases.meant(), lease),
                WorkerCalls::stat,
                (held, refusal) -> new LeaseStat(
                        held == null ? null : held.taskId(), refusal.stat().name(), false))));
    }

    /** For a worker that takes no more: its waiting claims end; one that holds nothing any more is no longer alive. */
    @Api(
            value = "/baichuan/worker_leave",
            role = Role.WORKER,
            summary = "Says that a worker stops; its waiting claims are answered at once",
            errors = Stat.ERR_STORE_FULL)
    Reply leave(WorkerLeave call) {
        Checks.require(WorkerRequests.isWorker(call.worker()), WorkerRequests.WORKER_RULE);
        openClaims.left(call.worker());
        if (!Boolean.TRUE.equals(call.draining())) {
            workers.left(call.worker());
        }
        return Reply.ok();
    }

    private static LeaseStat stat(HeldLease lease, LeaseResult<Held> judged) {
        boolean isCancelled = judged instanceof LeaseResult.Accepted<Held>(Held held) && held.isCancelled();
        return new LeaseStat(lease.taskId(), judged.stat().name(), isCancelled);
    }
}
