package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.butterfly.baichuan.tally.Credit;
import io.butterfly.baichuan.tally.TallyStore;
import io.butterfly.baichuan.tally.Total;
import io.lettuce.core.KeyValue;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A hash for each handler's totals; a worker's are in its registration ({@code credit.lua}), as the original has them.
 */
@Singleton
final class RedisTallies implements TallyStore {
    private static final Script CREDIT = Script.load("credit");

    private final RedisLink redis;

    RedisTallies(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public void add(Map<String, Total> byHandler) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        byHandler.forEach((handler, total) -> {
            String key = Keys.totals(handler);
            answers.add(redis.commands().hincrby(key, "published", total.published()));
            answers.add(redis.commands().hincrby(key, "finished", total.finished()));
            answers.add(redis.commands().hincrby(key, "failed", total.failed()));
        });
        RedisLink.await(answers);
    }

    @Override
    public void credit(Map<String, Credit> byWorker) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        byWorker.forEach((worker, credit) -> answers.add(redis.run(
                CREDIT,
                List.of(Keys.worker(worker)),
                Args.of(credit.successful(), credit.failed(), "%.6f".formatted(credit.seconds())))));
        RedisLink.await(answers);
    }

    @Override
    public List<Total> totals(List<String> handlers) {
        List<CompletionStage<List<KeyValue<String, byte[]>>>> answers = new ArrayList<>();
        for (String handler : handlers) {
            answers.add(redis.commands().hmget(Keys.totals(handler), "published", "finished", "failed"));
        }
        return RedisLink.await(answers).stream()
                .map(found -> new Total(count(found.get(0)), count(found.get(1)), count(found.get(2))))
                .toList();
    }

    private static long count(KeyValue<String, byte[]> field) {
        return field.hasValue() ? Answers.number(field.getValue()) : 0;
    }
}
