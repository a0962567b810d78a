package io.butterfly.baichuan.changes;

import io.butterfly.api.Json;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.changes.Change;
import io.butterfly.changes.ChangeFilter;
import io.butterfly.changes.Changes;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes as JSON in one stream, of which Redis keeps the newest. */
@Singleton
final class RedisChanges implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(RedisChanges.class);

    private final RedisLink redis;
    private final long length;

    RedisChanges(RedisLink redis, @Value("${baichuan.audit-length:10000}") long length) {
        this.redis = redis;
        this.length = length;
    }

    @Override
    public void record(Change change) {
        Answers.await(redis.commands().xadd(Keys.CHANGES, length, Json.write(change)));
    }

    @Override
    public List<Change> find(ChangeFilter filter) {
        boolean isAll = filter.who().isEmpty()
                && filter.call().isEmpty()
                && filter.object().isEmpty();
        long read = isAll ? filter.limit() : 2 * length; // Redis trims it roughly
        return Answers.await(redis.commands().xrevrange(Keys.CHANGES, read)).stream()
                .flatMap(text -> change(text).stream())
                .filter(filter::includes)
                .limit(filter.limit())
                .toList();
    }

    private static Optional<Change> change(String text) {
        try {
            return Optional.of(Json.read(text, Change.class));
        } catch (IllegalArgumentException e) {
            LOG.debug("an entry of {} is not understood", Keys.CHANGES, e);
            return Optional.empty();
        }
    }
}
