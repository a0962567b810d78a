package io.butterfly.baichuan.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.butterfly.embedded.Eventually;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The registry that the tools of the Python service read. */
class WorkersTest {
    private static final RunningBaiChuan baiChuan = Life.baiChuan;
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    private final String handler = RunningBaiChuan.newHandler();
    private final String worker = "w" + handler.hashCode() + ":0:1";
    private final String key = "mq:worker:" + worker;

    private void claim(String... handlers) {
        baiChuan.post(
                "/baichuan/worker_claim",
                "{\"worker\":\"%s\",\"handlers\":[\"%s\"]}".formatted(worker, String.join("\",\"", handlers)));
    }

    @Test
    void a_worker_is_registered_as_the_original_registers_its_own() {
        claim(handler, handler + "b");

        Map<String, String> hash = redis.hgetall(key);
        assertThat(hash)
                .containsKeys(
                        "birth",
                        "last_heartbeat",
                        "pid",
                        "hostname",
                        "version",
                        "python_version",
                        "nickname",
                        "home_dir");
        assertThat(hash).containsEntry("queues", handler + "," + handler + "b").containsEntry("state", "started");
        assertThat(redis.ttl(key)).isBetween(300L, 420L);
        assertThat(redis.sismember("mq:workers", key)).isTrue();
        assertThat(redis.smembers("mq:workers:" + handler)).containsExactly(key);
    }

    @Test
    void a_handler_that_a_worker_has_no_more_forgets_it() {
        claim(handler, handler + "b");

        claim(handler + "b");

        assertThat(redis.smembers("mq:workers:" + handler)).isEmpty();
        assertThat(redis.smembers("mq:workers:" + handler + "b")).containsExactly(key);
    }

    @Test
    void a_heartbeat_recreates_no_half_of_a_lost_registration() {
        WorkerRegistry registry = baiChuan.bean(WorkerRegistry.class);
        claim(handler);
        redis.del(key);

        assertThat(registry.alive(worker)).isFalse();
        assertThat(redis.exists(key)).isZero();

        redis.hset(
                key, "last_heartbeat", "2026-01-01T00:00:00.000000Z"); // what the heartbeat of a Python worker leaves
        assertThat(registry.alive(worker)).isFalse();
        assertThat(baiChuan.get("/baichuan/worker_show?name=" + worker)
                        .path("stat")
                        .asText())
                .isEqualTo("ERR");
        registry.seen(worker, List.of(handler));
        assertThat(redis.hgetall(key)).containsKeys("birth", "queues", "state");
    }

    @Test
    void a_worker_that_leaves_is_dead_at_once_and_can_be_looked_at_for_a_while() {
        claim(handler);

        baiChuan.post("/baichuan/worker_leave", "{\"worker\":\"%s\"}".formatted(worker));

        assertThat(redis.hgetall(key)).containsKey("death").containsEntry("state", "dead");
        assertThat(redis.sismember("mq:workers", key)).isFalse();
        assertThat(redis.smembers("mq:workers:" + handler)).isEmpty();
        assertThat(redis.ttl(key)).isPositive();
        assertThat(baiChuan.get("/baichuan/worker_show?name=" + worker)
                        .at("/data/alive")
                        .asBoolean(true))
                .isFalse();
        claim(handler);
        assertThat(redis.hgetall(key)).doesNotContainKey("death").containsEntry("state", "started");
    }

    @Test
    void the_silent_die_and_the_expired_are_listed_no_more() {
        String silent = worker + "1";
        String python = worker + "2";
        baiChuan.bean(WorkerRegistry.class).seen(silent, List.of(handler));
        redis.hset("mq:worker:" + silent, "last_heartbeat", "2026-01-01T00:00:00.000000Z");
        redis.hset("mq:worker:" + python, Map.of("birth", "2026-01-01T00:00:00.000000Z", "queues", handler));
        for (String name : List.of(python, worker)) {
            redis.sadd("mq:workers", "mq:worker:" + name);
            redis.sadd("mq:workers:" + handler, "mq:worker:" + name);
        }
        baiChuan.publish(handler, "{}"); // the queue is known

        baiChuan.bean(WorkerUpkeep.class).tick();

        assertThat(redis.hgetall("mq:worker:" + silent)).containsKey("death");
        assertThat(redis.smembers("mq:workers:" + handler)).containsExactly("mq:worker:" + python);
        redis.del("mq:worker:" + python);
        baiChuan.bean(WorkerUpkeep.class).tick();
        assertThat(redis.smembers("mq:workers:" + handler)).isEmpty();
        assertThat(redis.smembers("mq:workers")).doesNotContain("mq:worker:" + python, key);
    }

    @Test
    void what_delivers_in_this_process_is_one_worker_with_all_its_handlers_and_leaves_when_it_stops() {
        RunningBaiChuan other = RunningBaiChuan.start(Map.of(
                "baichuan.routes.x.prefix",
                "/x",
                "baichuan.routes.x.url",
                "http://127.0.0.1:1",
                "baichuan.routes.x.paths",
                List.of("y")));
        String name = "mq:worker:";
        try {
            Eventually.within(Duration.ofSeconds(60), () -> assertThat(redis.smembers("mq:workers:/x/y"))
                    .isNotEmpty());
            name = redis.smembers("mq:workers:/x/y").iterator().next();
            assertThat(redis.hget(name, "queues")).contains("/demo_api/ping", "/x/y");
        } finally {
            other.close();
        }

        assertThat(redis.hgetall(name)).containsKey("death");
        assertThat(redis.smembers("mq:workers:/x/y")).isEmpty();
    }
}
