package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.butterfly.embedded.Eventually;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A Redis of its own, because an audit walks over everything that there is, and one handler and one id for each test.
 */
abstract class Audited {
    static final Duration SOON = Duration.ofSeconds(60);
    static final String LONG_AGO = "2026-01-01T00:00:00.000000Z";

    static final RunningBaiChuan baiChuan;
    static final RedisClusterCommands<String, String> redis;

    static {
        TestRedis own = TestRedis.own("audited");
        redis = own.look(StringCodec.UTF8);
        baiChuan = RunningBaiChuan.start(Map.of("butterfly.redis.url", own.address(), "baichuan.lease", "60s"));
        Runtime.getRuntime().addShutdownHook(new Thread(baiChuan::close));
    }

    final String handler = RunningBaiChuan.newHandler();
    final String id = UUID.randomUUID().toString();

    String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    void message(String id, String status, String... more) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "origin",
                handler,
                "data",
                "{}",
                "status",
                status,
                "created_at",
                LONG_AGO,
                "enqueued_at",
                LONG_AGO,
                "timeout",
                "180"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        redis.hset("mq:msg:" + id, fields);
    }

    /** The ids that have this fault, of those of this test. */
    List<String> found(boolean isRepairing, String fault) {
        List<String> ids = new ArrayList<>();
        JsonNode data = baiChuan.post("/baichuan/fsck", "{\"repair\":" + isRepairing + "}")
                .path("data");
        assertThat(data.path("done").asBoolean()).isTrue();
        for (JsonNode found : data.path("faults")) {
            if (found.path("fault").asText().equals(fault)) {
                found.path("ids").forEach(one -> ids.add(one.asText()));
            }
        }
        ids.removeIf(one -> !one.startsWith(id));
        return ids;
    }

    void assertIsRepaired(String fault) {
        assertThat(found(false, fault)).as("found").containsExactly(id);
        assertThat(found(true, fault)).as("a look changes nothing").containsExactly(id);
        Eventually.within(
                SOON, () -> assertThat(found(false, fault)).as("repaired").isEmpty());
    }
}
