package io.butterfly.baichuan.redis.operating;

import io.butterfly.api.Json;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.route.Route;
import io.butterfly.baichuan.route.RouteStore;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes as JSON, one field each. */
@Singleton
final class RedisRoutes implements RouteStore {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRoutes.class);

    private final RedisLink redis;

    RedisRoutes(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Map<String, Route> kept() {
        Map<String, Route> kept = new HashMap<>();
        RedisLink.await(redis.commands().hgetall(Keys.ROUTES)).forEach((name, json) -> {
            try {
                kept.put(name, Json.read(new String(json, StandardCharsets.UTF_8), Route.class));
            } catch (IllegalArgumentException e) {
                LOG.debug("route {} in {} is not understood", name, Keys.ROUTES, e);
            }
        });
        return kept;
    }

    @Override
    public void keep(Route route) {
        RedisLink.await(redis.commands().hset(Keys.ROUTES, route.name(), Json.bytes(route)));
    }

    @Override
    public boolean remove(String name) {
        return RedisLink.await(redis.commands().hdel(Keys.ROUTES, name)) > 0;
    }
}
