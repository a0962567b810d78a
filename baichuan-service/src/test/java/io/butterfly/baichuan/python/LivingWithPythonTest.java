package io.butterfly.baichuan.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.redis.Zlib;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Producers, readers and workers of the Python service on the same Redis. */
class LivingWithPythonTest {
    private static final String UTC = "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    private static final RunningBaiChuan baiChuan = Life.baiChuan;

    private final String handler = RunningBaiChuan.newHandler();
    private final PythonPeer python = new PythonPeer(handler);
    private final String id = UUID.randomUUID().toString();

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    private Map<String, String> hash(String id) {
        Map<String, String> hash = new TreeMap<>();
        python.redis
                .hgetall("mq:msg:" + id)
                .forEach((name, value) -> hash.put(name, new String(value, StandardCharsets.ISO_8859_1)));
        return hash;
    }

    @Nested
    class What_python_enqueues {
        @Test
        void is_executed_here_and_its_end_reads_as_if_python_had_written_it() {
            python.enqueue(id, "{\"str_info\": \"\\u4f60\"}", "description", "a note");

            JsonNode message = baiChuan.claim(handler, 2).get(0);
            assertThat(message.at("/params/str_info").asText()).isEqualTo("你");
            assertThat(hash(id))
                    .containsEntry("status", "started")
                    .containsEntry("handle_worker", "test:0:1")
                    .containsEntry("ip", "10.1.2.3");
            assertThat(hash(id).get("started_at")).matches(UTC);
            assertThat(baiChuan.finish(message, "{\"stat\": \"OK\", \"str_info\": \"x\"}"))
                    .isEqualTo("OK");

            Map<String, String> ended = hash(id);
            assertThat(ended)
                    .containsEntry("status", "finished")
                    .containsEntry("data", "{\"str_info\": \"\\u4f60\"}")
                    .containsEntry("ip", "10.1.2.3")
                    .containsEntry("description", "a note")
                    .containsEntry("timeout", "180");
            assertThat(ended.get("ended_at")).matches(UTC);
            assertThat(ended.get("cost")).matches("\\d+\\.\\d{6}");
            assertThat(HexFormat.of().formatHex(python.redis.hget("mq:msg:" + id, "result")))
                    .as("80 02, U and the length, the bytes, a dot")
                    .isEqualTo("8002551f"
                            + HexFormat.of().formatHex(PythonPeer.bytes("{\"stat\": \"OK\", \"str_info\": \"x\"}"))
                            + "2e");
            assertThat(python.redis.zscore(key("wip"), PythonPeer.bytes(id))).isNull();
            assertThat(python.redis.zscore(key("finished"), PythonPeer.bytes(id)))
                    .isGreaterThan(1.7e9);
            assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(86_000L, 86_400L);
        }

        @Test
        void fails_with_a_compressed_reason() {
            python.enqueue(id, "{}");
            baiChuan.finish(
                    baiChuan.claim(handler, 2).get(0), "{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");

            assertThat(hash(id)).containsEntry("status", "failed");
            assertThat(HexFormat.of().formatHex(python.redis.hget("mq:msg:" + id, "exc_info")))
                    .startsWith("78");
            assertThat(Zlib.read(python.redis.hget("mq:msg:" + id, "exc_info")))
                    .isEqualTo("ERR_SERVER_EXCEPTION: boom");
            assertThat(python.redis.zscore(key("failed"), PythonPeer.bytes(id))).isGreaterThan(1.7e9);
        }

        @Test
        void keeps_the_times_to_live_it_was_given() {
            python.enqueue(id, "{}", "result_ttl", "900", "ttl", "600");
            assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(500L, 600L);

            JsonNode message = baiChuan.claim(handler, 2).get(0);
            assertThat(python.redis.ttl("mq:msg:" + id))
                    .as("it does not vanish while it is executed")
                    .isEqualTo(-1);
            baiChuan.finish(message, "{\"stat\":\"OK\"}");

            assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(800L, 900L);
        }

        @Test
        void is_kept_for_ever_when_it_asks_for_that() {
            python.enqueue(id, "{}", "result_ttl", "-1");
            baiChuan.finish(baiChuan.claim(handler, 2).get(0), "{\"stat\":\"OK\"}");

            assertThat(python.redis.ttl("mq:msg:" + id)).isEqualTo(-1);
            assertThat(python.redis.zscore(key("finished"), PythonPeer.bytes(id)))
                    .isInfinite();
        }

        @Test
        void and_is_no_json_object_fails_and_does_not_hide_what_comes_after_it() {
            String good = UUID.randomUUID().toString();
            String list = UUID.randomUUID().toString();
            python.enqueue(id, "no json");
            python.enqueue(list, "[1]");
            python.enqueue(good, "{\"n\":1}");
            assertThat(baiChuan.task(id).at("/task_info/data").asText()).isEqualTo("no json");
            assertThat(baiChuan.get("/baichuan/task_list?handler=" + handler + "&state=queued")
                            .at("/data/tasks/2/data")
                            .asText())
                    .isEqualTo("no json");

            JsonNode claimed = baiChuan.claim(handler, 2);

            assertThat(claimed).hasSize(1);
            assertThat(claimed.at("/0/task_id").asText()).isEqualTo(good);
            for (String bad : new String[] {id, list}) {
                assertThat(baiChuan.task(bad).path("message").asText())
                        .contains("ERR_BAD_PARAMS: the message's data is no JSON object");
            }
        }
    }

    @Nested
    class What_python_executes {
        @Test
        void of_ours_is_read_by_us() {
            String ours = baiChuan.publish(handler, "{\"a\":1}", ",\"result_ttl\":900");
            python.register();

            assertThat(python.pop()).isEqualTo(ours);
            python.begin(ours);
            assertThat(baiChuan.task(ours).path("stat").asText()).isEqualTo("ERR_MSG_IN_STARTED");
            python.finish(ours, "{\"stat\": \"OK\", \"data\": {\"x\": 1}}");

            JsonNode task = baiChuan.task(ours);
            assertThat(task.path("stat").asText()).isEqualTo("OK");
            assertThat(task.at("/data/x").asInt()).isEqualTo(1);
            assertThat(task.at("/task_info/handle_worker").asText()).isEqualTo(python.worker);
            assertThat(task.at("/task_info/cost").asDouble()).isEqualTo(0.001234);
            assertThat(baiChuan.get("/baichuan/worker_show?name=" + python.worker)
                            .at("/data/successful_msg_count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(baiChuan.get("/baichuan/worker_show?name=" + python.worker)
                            .at("/data/python")
                            .asBoolean())
                    .isTrue();
        }

        @Test
        void and_cannot_do_shows_its_reason_and_can_be_requeued() {
            String ours = baiChuan.publish(handler, "{}");
            python.begin(python.pop());
            python.fail(ours, "{\"stat\": \"ERR_SERVER_EXCEPTION\"}", "Server exception\nTraceback: 你");

            assertThat(baiChuan.task(ours).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
            assertThat(baiChuan.task(ours).path("message").asText()).contains("Traceback: 你");
            assertThat(baiChuan.post("/baichuan/task_requeue", "{\"task_id\":\"" + ours + "\"}")
                            .path("stat")
                            .asText())
                    .isEqualTo("OK");
            assertThat(baiChuan.claim(handler, 1).get(0).path("task_id").asText())
                    .isEqualTo(ours);
        }

        @Test
        void with_a_result_that_is_no_json_is_said_to_be_so() {
            String ours = baiChuan.publish(handler, "{}");
            python.begin(python.pop());
            python.finish(ours, "None of your business");

            assertThat(baiChuan.task(ours).path("stat").asText()).isEqualTo("ERR_MSG_RESULT_FAILED");
            assertThat(baiChuan.task(ours).at("/task_info/result").asText()).isEqualTo("None of your business");
        }

        @Test
        void with_a_long_result_is_read_whole() {
            String ours = baiChuan.publish(handler, "{}");
            python.begin(python.pop());
            python.finish(ours, "{\"stat\":\"OK\",\"data\":\"" + "你".repeat(50_000) + "\"}");

            assertThat(baiChuan.task(ours).path("data").asText()).hasSize(50_000);
        }

        @Test
        void is_never_taken_from_it_while_it_lives() {
            String ours = baiChuan.publish(handler, "{}", ",\"timeout\":1");
            python.register();
            python.begin(python.pop());

            assertThat(baiChuan.claim(handler, 2))
                    .as("neither by its timeout nor by our lease")
                    .isEmpty();
            assertThat(hash(ours)).containsEntry("status", "started");
            python.finish(ours, "{\"stat\": \"OK\"}");
            assertThat(baiChuan.task(ours).path("stat").asText()).isEqualTo("OK");
        }
    }

    @Nested
    class What_is_in_the_hash {
        @Test
        void nothing_that_a_pickle_says_is_ever_executed() {
            String ours = baiChuan.publish(handler, "{}");
            python.begin(python.pop());
            python.finish(ours, "x");
            // cos\nsystem\n(S'touch /tmp/owned'\ntR.
            byte[] evil = HexFormat.of()
                    .parseHex("8002636f730a73797374656d0a5511746f756368202f746d702f6f776e65648552" + "2e");
            python.redis.hset("mq:msg:" + ours, "result", evil);

            assertThat(baiChuan.task(ours).path("stat").asText()).isEqualTo("ERR_MSG_RESULT_FAILED");
            assertThat(baiChuan.task(ours).at("/task_info/result").isMissingNode())
                    .isTrue();
            assertThat(java.nio.file.Path.of("/tmp/owned")).doesNotExist();
        }

        @Test
        void the_two_fields_that_are_left_of_a_deleted_message_are_no_message() {
            python.redis.hset(
                    "mq:msg:" + id,
                    Map.of("status", PythonPeer.bytes("started"), "handle_worker", PythonPeer.bytes("vm:1:1")));

            assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
            for (String verb : new String[] {"task_show", "task_cancel", "task_delete"}) {
                assertThat(baiChuan.get("/baichuan/" + verb + "?task_id=" + id)
                                .path("stat")
                                .asText())
                        .as(verb)
                        .isEqualTo("ERR_MSG_NOT_EXIST");
            }
            JsonNode reply = baiChuan.post(
                    "/baichuan/task_create",
                    "{\"handler\":\"" + handler + "\",\"params\":{},\"task_id\":\"" + id + "\"}");
            assertThat(reply.at("/data/created").asBoolean()).isTrue();
            assertThat(hash(id)).containsEntry("status", "queued").containsEntry("handle_worker", "");
        }

        @Test
        void a_queued_message_of_ours_has_every_field_that_the_original_reads() {
            String ours = baiChuan.publish(handler, "{\"k\":\"v\"}");

            Map<String, String> fields = new HashMap<>(hash(ours));
            assertThat(fields.remove("created_at")).matches(UTC);
            assertThat(fields.remove("enqueued_at")).matches(UTC);
            assertThat(fields.remove("ip")).isEqualTo("127.0.0.1");
            assertThat(fields.remove("trace_id")).matches("[0-9A-F]{16}");
            assertThat(fields)
                    .contains(
                            Map.entry("origin", handler),
                            Map.entry("status", "queued"),
                            Map.entry("timeout", "180"),
                            Map.entry("handle_worker", ""),
                            Map.entry("data", "{\"k\":\"v\"}"));
            assertThat(python.redis.ttl("mq:msg:" + ours)).isEqualTo(-1);
            assertThat(python.redis.smembers("mq:queues"))
                    .anyMatch(queue -> new String(queue, StandardCharsets.UTF_8).equals(key("queue")));
            assertThat(python.redis.lrange(key("queue"), 0, -1)).hasSize(1);
        }

        @Test
        void what_the_original_does_not_know_survives_its_work() {
            String ours = baiChuan.publish(handler, "{}", ",\"trace_id\":\"t-9\"");
            python.begin(python.pop());
            python.finish(ours, "{\"stat\": \"OK\"}");

            assertThat(hash(ours)).containsEntry("trace_id", "t-9");
            assertThat(Json.write(baiChuan.task(ours))).contains("\"trace_id\":\"t-9\"");
        }
    }
}
