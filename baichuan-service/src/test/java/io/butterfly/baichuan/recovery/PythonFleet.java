package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.TestRedis;
import io.butterfly.baichuan.python.PythonPeer;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Python workers and a recovery that ticks only when the test says so, on a Redis of its own. */
abstract class PythonFleet {
    static final Duration LONG_AGO = Duration.ofMinutes(15);
    static final Duration LATELY = Duration.ofMinutes(1);
    static final int PREFETCHED = 31;
    static final int THREADS = 10;

    private static final TestRedis own = TestRedis.own("python-fleet");
    static final ApplicationContext context =
            ApplicationContext.run(Map.of("butterfly.redis.url", own.address(), "baichuan.lease", "60s"));
    static final RedisClusterCommands<String, byte[]> redis =
            own.look(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    }

    final String handler = "/test/" + UUID.randomUUID();
    private int pid = 100;

    static void recover() {
        context.getBean(RecoveryLoop.class).tick();
    }

    PythonPeer newWorker() {
        return new PythonPeer(redis, handler, "vm" + handler.hashCode() + ":18581:" + pid++);
    }

    List<String> take(PythonPeer worker, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(worker.take());
        }
        return ids;
    }

    String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    List<String> queued() {
        return redis.lrange(key("queue"), 0, -1).stream()
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    List<String> held() {
        return redis.zrange(key("wip"), 0, -1).stream()
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }
}
