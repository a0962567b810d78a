package io.butterfly.baichuan.finish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.UniqueMarks;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The steps of finishing on the index, which follow the hash. Each leaves an id alone whose lease runs out later than
 * the lease that was judged: that is a new start of the same id, because another replica has taken the step already.
 */
@Singleton
public final class IndexSteps {
    private static final Script CONCLUDE = Script.load("finish/conclude");
    private static final Script GIVE_BACK = Script.load("finish/giveback");

    private final RedisLink redis;
    private final UniqueMarks marks;

    IndexSteps(RedisLink redis, UniqueMarks marks) {
        this.redis = redis;
        this.marks = marks;
    }

    /**
     * Ended ids are held by no worker any more, and enter the registry of their end. Returns the handlers with limits:
     * a claim may have waited for this.
     */
    public Set<String> conclude(List<Ended> ended) {
        return conclude(ended, 0);
    }

    /** @param lapsedBy leases that have run out by then (ms) are over, too */
    public Set<String> conclude(List<Ended> ended, long lapsedBy) {
        Map<String, CompletionStage<List<Object>>> answers = new LinkedHashMap<>();
        by(Ended::handler, ended).forEach((handler, ofHandler) -> {
            Args args = new Args();
            ofHandler.forEach(message -> args.add(
                    message.id(),
                    message.verdict().status().word(),
                    message.keep(),
                    Math.max(lapsedBy, message.lastRun().leaseUntil())));
            answers.put(handler, redis.run(CONCLUDE, Keys.indexesToEnd(handler), args));
        });
        unmark(ended);
        Set<String> limited = new HashSet<>();
        answers.forEach((handler, answer) -> {
            if (Answers.isOne(await(answer))) {
                limited.add(handler);
            }
        });
        return limited;
    }

    /** Equal messages may be published again. */
    void unmark(List<Ended> ended) {
        await(ended.stream()
                .filter(Ended::isUnique)
                .map(message -> marks.unmark(message.handler(), message.links().uniqueKey(), message.id()))
                .toList());
    }

    /**
     * Ids of messages that had ended before, or are gone, are held by no worker any more.
     *
     * @param lapsedBy of leases that run out later (ms) nothing is known
     */
    public void letGo(String handler, List<String> ended, List<String> gone, long lapsedBy) {
        Args args = new Args();
        ended.forEach(id -> args.add(id, Status.FAILED.word(), 0, lapsedBy)); // it is in its registry already
        gone.forEach(id -> args.add(id, "", 0, lapsedBy));
        if (!ended.isEmpty() || !gone.isEmpty()) {
            redis.call(CONCLUDE, Keys.indexesToEnd(handler), args);
        }
    }

    /** Queued ids are held by no worker any more, and are claimable again, now or when they are due. */
    public void giveBack(List<Requeued> requeued) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        by(Requeued::handler, requeued).forEach((handler, ofHandler) -> {
            Args args = new Args();
            ofHandler.forEach(message -> args.add(message.id(), message.due(), message.leaseUntil()));
            answers.add(redis.run(GIVE_BACK, Keys.indexesToMove(handler), args));
        });
        await(answers);
    }
}
