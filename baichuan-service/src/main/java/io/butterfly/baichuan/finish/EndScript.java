package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.baichuan.redis.Zlib;

/** What {@code lua/lib/finish.lua} takes and returns for one message. */
final class EndScript {
    private EndScript() {}

    static Object[] values(Outcome.End end) {
        Verdict verdict = end.verdict();
        return new Object[] {
            end.lease(),
            seen(end.seen()),
            verdict.isRetryable() ? 1 : 0,
            verdict.status().word(),
            verdict.stat(),
            Pickle.write(verdict.result()),
            Zlib.write(verdict.exception())
        };
    }

    static String seen(long leaseUntil) {
        return leaseUntil == 0 ? "" : Long.toString(leaseUntil);
    }

    static LeaseResult<Ended> result(Outcome.End end, Answer answer) {
        return LeaseResult.of(answer, accepted -> ended(end, accepted));
    }

    private static Ended ended(Outcome.End end, Answer answer) {
        String handler = answer.text();
        int keep = answer.count();
        int run = answer.count();
        double cost = answer.decimal();
        int attempt = answer.count();
        String onFinish = answer.text();
        String traceId = answer.text();
        String source = answer.text();
        String worker = answer.text();
        String uniqueKey = answer.text();
        String createdAt = answer.text();
        long leaseUntil = answer.number();
        return new Ended(
                end.id(),
                handler,
                end.verdict(),
                keep,
                new Ended.LastRun(run, cost, attempt, worker, leaseUntil),
                new Ended.Links(onFinish, traceId, source, uniqueKey, createdAt));
    }
}
