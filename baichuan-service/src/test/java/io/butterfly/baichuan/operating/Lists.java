package io.butterfly.baichuan.operating;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A BaiChuan whose queues are looked at. */
abstract class Lists {
    static final Duration SOON = Duration.ofSeconds(60);
    static RunningBaiChuan baiChuan;
    static RedisClusterCommands<String, String> redis;
    final String handler = RunningBaiChuan.newHandler();

    @BeforeAll
    static void start() {
        baiChuan = RunningBaiChuan.start(Map.of("butterfly.zone", "Asia/Shanghai"));
        redis = TestRedis.commands(StringCodec.UTF8);
    }

    @AfterAll
    static void stop() {
        baiChuan.close();
    }

    JsonNode list(String state, String more) {
        return baiChuan.post(
                        "/baichuan/task_list",
                        "{\"handler\":\"%s\",\"state\":\"%s\"%s}".formatted(handler, state, more))
                .path("data");
    }

    String end(String result) {
        String id = baiChuan.publish(handler, "{\"a\":1}");
        baiChuan.finish(baiChuan.claim(handler, 1).get(0), result);
        return id;
    }
}
