package io.butterfly.baichuan.push;

import io.butterfly.api.Json;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes that were set by a call, as JSON in one hash, which all replicas share. */
@Singleton
public final class KeptRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRoutes.class);

    private final RedisLink redis;

    KeptRoutes(RedisLink redis) {
        this.redis = redis;
    }

    /** By name. One that cannot be understood is left out. */
    Map<String, Route> kept() {
        Map<String, Route> kept = new HashMap<>();
        Answers.await(redis.commands().hgetall(Keys.ROUTES)).forEach((name, json) -> {
            try {
                kept.put(name, Json.read(new String(json, StandardCharsets.UTF_8), Route.class));
            } catch (IllegalArgumentException e) {
                LOG.debug("route {} in {} is not understood", name, Keys.ROUTES, e);
            }
        });
        return kept;
    }

    void keep(Route route) {
        Answers.await(redis.commands().hset(Keys.ROUTES, route.name(), Json.bytes(route)));
    }

    /** Returns whether there was one. */
    boolean remove(String name) {
        return Answers.await(redis.commands().hdel(Keys.ROUTES, name)) > 0;
    }
}
