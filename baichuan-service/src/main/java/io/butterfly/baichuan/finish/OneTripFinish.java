package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Hash and index of ended messages in one script, where they live on one server. */
@Singleton
final class OneTripFinish {
    private static final Script FINISH = Script.load("finish/onetrip");
    private static final List<String> LEADING = Stream.concat(
                    Stream.of(Keys.message("")), Keys.prefixesToEnd().stream())
            .toList();

    private final RedisLink redis;
    private final IndexSteps indexes;
    private final Clock clock;

    OneTripFinish(RedisLink redis, IndexSteps indexes, Clock clock) {
        this.redis = redis;
        this.indexes = indexes;
        this.clock = clock;
    }

    boolean isPossible() {
        return redis.isOneServer();
    }

    /**
     * @param results in the order of the outcomes
     * @param freed the handlers with limits among those of the ended messages: a claim may have waited for this
     */
    record Finished(List<LeaseResult<Ended>> results, Set<String> freed) {}

    Finished finish(List<Outcome.End> ends) {
        List<String> keys = Keys.messages(ends.stream().map(Outcome.End::id).toList());
        List<Object> answers = redis.each(
                FINISH, LEADING, keys, Args.of(UtcText.now(clock)), place -> EndScript.values(ends.get(place)));
        List<LeaseResult<Ended>> results = new ArrayList<>();
        Set<String> freed = new HashSet<>();
        for (int i = 0; i < ends.size(); i++) {
            Answer answer = new Answer(answers.get(i));
            LeaseResult<Ended> result = EndScript.result(ends.get(i), answer);
            if (result instanceof LeaseResult.Accepted<Ended>(Ended ended) && answer.isOne()) {
                freed.add(ended.handler());
            }
            results.add(result);
        }
        indexes.unmark(LeaseResult.accepted(results));
        return new Finished(results, freed);
    }
}
