package io.butterfly.baichuan.finish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import io.butterfly.baichuan.redis.Zlib;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The steps of finishing on hashes, which judge the lease; {@link IndexSteps} follow. Each has been written when it
 * returns.
 */
@Singleton
public final class FinishSteps {
    private static final Script FINISH = Script.load("finish/finish");
    private static final Script REQUEUE = Script.load("finish/requeue");
    private static final Script EXPIRE = Script.load("finish/expire");
    private static final Script RETAIN = Script.load("finish/retain");
    private static final Script SETTLE = Script.load("finish/settle");
    private static final Object[] NONE = {};

    private final RedisLink redis;
    private final OwnResults results;
    private final Clock clock;

    FinishSteps(RedisLink redis, OwnResults results, Clock clock) {
        this.redis = redis;
        this.results = results;
        this.clock = clock;
    }

    public List<LeaseResult<Ended>> end(List<Outcome.End> ends) {
        List<Object> answers =
                redis.each(FINISH, keys(ends), Args.of(UtcText.now(clock)), place -> EndScript.values(ends.get(place)));
        List<LeaseResult<Ended>> results = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            results.add(EndScript.result(ends.get(i), new Answer(answers.get(i))));
        }
        return results;
    }

    private static List<String> keys(List<? extends Outcome> outcomes) {
        return Keys.messages(outcomes.stream().map(Outcome::id).toList());
    }

    public List<LeaseResult<Requeued>> requeue(List<Outcome.Requeue> requeues) {
        List<Object> answers =
                redis.each(REQUEUE, keys(requeues), Args.of(UtcText.now(clock)), place -> values(requeues.get(place)));
        List<LeaseResult<Requeued>> results = new ArrayList<>();
        for (int i = 0; i < requeues.size(); i++) {
            String id = requeues.get(i).id();
            results.add(LeaseResult.of(
                    new Answer(answers.get(i)),
                    answer -> new Requeued(id, answer.text(), answer.number(), answer.number())));
        }
        return results;
    }

    private static Object[] values(Outcome.Requeue requeue) {
        return new Object[] {
            requeue.lease(), EndScript.seen(requeue.seen()), requeue.why().counter(), requeue.delayMillis()
        };
    }

    /** Queued messages that waited longer than they may fail; in order. */
    public List<Expiry> expire(List<String> ids) {
        Verdict verdict = results.adapted(Verdict.expired());
        Args args = Args.of(
                UtcText.now(clock), verdict.stat(), Pickle.write(verdict.result()), Zlib.write(verdict.exception()));
        List<Object> answers = redis.each(EXPIRE, Keys.messages(ids), args, place -> NONE);
        List<Expiry> expiries = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            expiries.add(Expiry.of(ids.get(i), answers.get(i)));
        }
        return expiries;
    }

    /** Ended messages as their hashes have them; those that are gone or have not ended are left out. */
    public List<Ended> ended(List<String> ids) {
        List<CompletionStage<Map<String, byte[]>>> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(redis.commands().hmget(Keys.message(id), MessageFields.OF_ENDED)));
        List<Map<String, byte[]>> hashes = await(answers);
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            MessageFields fields = new MessageFields(hashes.get(i));
            if (fields.has("origin") && fields.status().isEnded()) {
                ended.add(fields.ended(ids.get(i)));
            }
        }
        return ended;
    }

    /**
     * What was to follow on these ends is done: they leave {@code mq:ending}, unless announced anew.
     *
     * @param expiring ids that get their expiry now: of those that need not wait for the end of their report, and of
     *     messages whose report has ended itself
     */
    public void settle(List<Ended> ended, List<String> expiring) {
        if (!expiring.isEmpty()) {
            redis.each(RETAIN, Keys.messages(expiring), new Args(), place -> NONE);
        }
        List<CompletionStage<List<Object>>> settled = new ArrayList<>();
        by(Ended::handler, ended)
                .forEach((handler, ofHandler) -> settled.add(redis.run(
                        SETTLE,
                        List.of(Keys.ending(handler)),
                        Args.of(ofHandler.stream().map(Ended::id).toArray()))));
        await(settled);
    }
}
