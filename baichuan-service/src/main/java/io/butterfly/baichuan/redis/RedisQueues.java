package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.queue.RecentQueues;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ValueScanCursor;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Reads {@code mq:queues}. */
@Singleton
final class RedisQueues implements Queues {
    private final RedisLink redis;
    private final RecentQueues recent;

    RedisQueues(RedisLink redis, RecentQueues recent) {
        this.redis = redis;
        this.recent = recent;
    }

    @Override
    public List<String> handlers() {
        return count() > MANY
                ? recent.handlers()
                : handlersOf(RedisLink.await(redis.commands().smembers(Keys.QUEUES)));
    }

    @Override
    public long count() {
        return RedisLink.await(redis.commands().scard(Keys.QUEUES));
    }

    @Override
    public Some some(String place, int size) {
        ValueScanCursor<byte[]> step = RedisLink.await(
                redis.commands().sscan(Keys.QUEUES, ScanCursor.of(place), ScanArgs.Builder.limit(size)));
        return new Some(handlersOf(step.getValues()), step.isFinished() ? Some.START : step.getCursor());
    }

    private static List<String> handlersOf(Collection<byte[]> keys) {
        return keys.stream()
                .map(Answers::text)
                .filter(Keys::isQueue)
                .map(Keys::handlerOf)
                .toList();
    }
}
