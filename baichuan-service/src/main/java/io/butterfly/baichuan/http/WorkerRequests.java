package io.butterfly.baichuan.http;

import io.butterfly.api.RawJson;
import io.butterfly.api.worker.WorkerHeartbeat.HeldLease;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.baichuan.claim.Claim;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.http.Elements.Element;
import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.http.Caller;
import java.time.Duration;
import java.util.List;

/** Makes of workers' calls what the use cases take, and refuses what no worker can mean. */
final class WorkerRequests {
    static final String WORKER_RULE = "worker must " + Names.NAME_RULE;

    private static final int MAX_BATCH = 1_000;
    private static final int MAX_WAIT = 30;
    private static final int MAX_RELEASE = 86_400;

    private WorkerRequests() {}

    static Claim claim(ClaimCall call, boolean carriesResults, Duration lease, Caller caller) {
        int limit = call.limit() == null ? 1 : call.limit();
        int wait = call.waitSeconds() == null ? 0 : call.waitSeconds();
        Checks.require(isWorker(call.worker()), WORKER_RULE);
        Checks.require(isSome(call.handlers()), "handlers must be a list of 1 to 1000 handlers");
        call.handlers()
                .forEach(handler -> Checks.require(
                        handler != null && Names.isHandler(handler),
                        "each of handlers must " + Names.HANDLER_RULE + ", not " + handler));
        call.handlers()
                .forEach(handler -> HandlerRights.require(HandlerRights.whyNotClaim(caller.identity(), handler)));
        Checks.require(limit > 0 && limit <= MAX_BATCH, "limit must be from 1 to 1000");
        Checks.require(wait >= 0 && wait <= MAX_WAIT, "wait must be seconds from 0 to 30");
        List<String> handlers = call.handlers().stream().distinct().toList();
        Duration patience = Duration.ofSeconds(carriesResults ? 0 : wait);
        return new Claim(call.worker(), handlers, limit, patience, lease, caller.isConnected(), caller.load());
    }

    static boolean isWorker(String name) {
        return name != null && Names.isName(name);
    }

    private static boolean isSome(List<?> list) {
        return list != null && !list.isEmpty() && list.size() <= MAX_BATCH;
    }

    /** Those of a claim may be missing. */
    static Judgements<WorkerOutcome, Outcome> outcomes(RawJson results) {
        List<Element<WorkerOutcome>> elements =
                results == null ? List.of() : Elements.of("results", results, WorkerOutcome.class);
        return new Judgements<>("results", elements, WorkerRequests::outcome);
    }

    private static Outcome outcome(WorkerOutcome result, String where) {
        Checks.require(
                isGiven(result.taskId()) && isGiven(result.lease()), where + ": task_id and lease must not be empty");
        Checks.require(!result.lease().startsWith("@"), where + ": lease must be the one that the claim gave");
        Checks.require(
                (result.result() == null) != (result.release() == null), where + ": give either result or release");
        if (result.release() == null) {
            return new Outcome.End(
                    result.taskId(),
                    result.lease(),
                    0,
                    Verdict.of(result.result().text()));
        }
        Checks.require(
                result.release() >= 0 && result.release() <= MAX_RELEASE,
                where + ": release must be seconds from 0 to 86400");
        return new Outcome.Requeue(
                result.taskId(), result.lease(), 0, Outcome.Why.GIVEN_BACK, result.release() * 1_000L);
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    static Judgements<HeldLease, Lease> leases(HeartbeatCall call) {
        return new Judgements<>("leases", Elements.of("leases", call.leases(), HeldLease.class), WorkerRequests::lease);
    }

    private static Lease lease(HeldLease held, String where) {
        Checks.require(
                isGiven(held.taskId()) && isGiven(held.lease()), where + ": task_id and lease must not be empty");
        return new Lease(held.taskId(), held.lease());
    }
}
