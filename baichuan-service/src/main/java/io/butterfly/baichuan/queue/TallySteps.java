package io.butterfly.baichuan.queue;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Keeps totals in a hash for each handler; a worker's are in its registration, where the Python service keeps them. */
@Singleton
final class TallySteps {
    private static final Script CREDIT = Script.load("queue/credit");

    private final RedisLink redis;

    TallySteps(RedisLink redis) {
        this.redis = redis;
    }

    void add(Map<String, Total> byHandler) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        byHandler.forEach((handler, total) -> {
            String key = Keys.totals(handler);
            answers.add(redis.commands().hincrby(key, "published", total.published()));
            answers.add(redis.commands().hincrby(key, "finished", total.finished()));
            answers.add(redis.commands().hincrby(key, "failed", total.failed()));
        });
        Answers.await(answers);
    }

    void credit(Map<String, Credit> byWorker) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        byWorker.forEach((worker, credit) -> answers.add(redis.run(
                CREDIT,
                List.of(Keys.worker(worker)),
                Args.of(credit.successful(), credit.failed(), "%.6f".formatted(credit.seconds())))));
        Answers.await(answers);
    }

    List<Total> totals(List<String> handlers) {
        List<CompletionStage<Map<String, byte[]>>> answers = new ArrayList<>();
        for (String handler : handlers) {
            answers.add(redis.commands().hmget(Keys.totals(handler), "published", "finished", "failed"));
        }
        return Answers.await(answers).stream()
                .map(found -> new Total(count(found, "published"), count(found, "finished"), count(found, "failed")))
                .toList();
    }

    private static long count(Map<String, byte[]> fields, String name) {
        return fields.containsKey(name) ? Answers.number(fields.get(name)) : 0;
    }
}
