package io.butterfly.baichuan.queue;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Scan;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The queues there are, as {@code mq:queues} lists them. */
@Singleton
public final class Queues {
    /** When there are more, {@link #handlers} has only those that had messages lately. */
    public static final int MANY = 10_000;

    private final RedisLink redis;
    private final RecentQueues recent;

    Queues(RedisLink redis, RecentQueues recent) {
        this.redis = redis;
        this.recent = recent;
    }

    /**
     * Every handler that has messages, ours or those of the Python service, or had some not long ago; of very many
     * those that {@link RecentQueues} knows.
     */
    public List<String> handlers() {
        return count() > MANY
                ? recent.handlers()
                : handlersOf(await(redis.commands().smembers(Keys.QUEUES)));
    }

    public long count() {
        return await(redis.commands().scard(Keys.QUEUES));
    }

    /** @param next where the others begin */
    public record Some(List<String> handlers, String next) {
        public static final String START = Scan.START;
    }

    /**
     * Some of all handlers, a few perhaps twice; all of them when one goes on until the place is {@link Some#START}
     * again.
     *
     * @param place where to begin
     * @param size how many, about
     */
    public Some some(String place, int size) {
        Scan.Members step = Scan.members(redis, Keys.QUEUES, place, size);
        return new Some(handlersOf(step.members()), step.next());
    }

    private static List<String> handlersOf(List<String> keys) {
        return keys.stream().filter(Keys::isQueue).map(Keys::handlerOf).toList();
    }

    /** Those of the handlers that are not among the queues. */
    public Set<String> unknown(Set<String> handlers) {
        List<String> names = List.copyOf(handlers);
        List<Boolean> known = names.isEmpty()
                ? List.of()
                : await(redis.commands()
                        .smismember(Keys.QUEUES, names.stream().map(Keys::queue).toList()));
        return IntStream.range(0, names.size())
                .filter(i -> !known.get(i))
                .mapToObj(names::get)
                .collect(Collectors.toSet());
    }

    public void makeKnown(List<String> handlers) {
        if (!handlers.isEmpty()) {
            await(redis.commands()
                    .sadd(Keys.QUEUES, handlers.stream().map(Keys::queue).toArray(String[]::new)));
        }
    }
}
