package io.butterfly.baichuan.python;

import io.butterfly.baichuan.Life;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

/** The Python service's producer and worker, command by command as it was recorded on the wire. */
public final class PythonPeer {
    static final String YEAR = "31536000";
    private static final String POP = """
      local id = redis.call('LPOP', KEYS[1])
      if id then redis.call('ZADD', KEYS[2], ARGV[1], id) end
      return id""";

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public final RedisClusterCommands<String, byte[]> redis;
    public final String worker;
    private final String handler;
    private Duration ago = Duration.ZERO;

    PythonPeer(String handler) {
        this(Life.redis, handler, "vm:18581:" + Math.abs(handler.hashCode()));
    }

    public PythonPeer(RedisClusterCommands<String, byte[]> redis, String handler, String worker) {
        this.redis = redis;
        this.handler = handler;
        this.worker = worker;
    }

    /** What it does from now on it does as if it were done so long ago. */
    public PythonPeer ago(Duration ago) {
        this.ago = ago;
        return this;
    }

    private long seconds() {
        return now().getEpochSecond();
    }

    private Instant now() {
        return Instant.now().minus(ago);
    }

    private byte[] time() {
        return bytes(UTC.format(now()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    public String field(String id, String name) {
        byte[] value = redis.hget("mq:msg:" + id, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    public void enqueue(String id, String data, String... more) {
        redis.sadd("mq:queues", bytes(key("queue")));
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("origin", bytes(handler));
        fields.put("status", bytes("queued"));
        fields.put("created_at", time());
        fields.put("enqueued_at", time());
        fields.put("data", bytes(data));
        fields.put("timeout", bytes("180"));
        fields.put("ip", bytes("10.1.2.3"));
        fields.put("handle_worker", bytes(""));
        fields.put("cost", bytes("0"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], bytes(more[i + 1]));
        }
        redis.hset("mq:msg:" + id, fields);
        if (fields.containsKey("ttl")) {
            redis.expire("mq:msg:" + id, Long.parseLong(new String(fields.get("ttl"), StandardCharsets.UTF_8)));
        }
        redis.rpush(key("queue"), bytes(id));
    }

    public void register() {
        String key = "mq:worker:" + worker;
        redis.del(key);
        redis.hset(
                key,
                Map.of(
                        "birth",
                        time(),
                        "last_heartbeat",
                        time(),
                        "queues",
                        bytes(handler),
                        "pid",
                        bytes("1"),
                        "hostname",
                        bytes("vm"),
                        "version",
                        bytes("1.1.14.1"),
                        "python_version",
                        bytes("2.7.18"),
                        "nickname",
                        bytes("n"),
                        "home_dir",
                        bytes("/home/work")));
        redis.sadd("mq:workers", bytes(key));
        redis.sadd("mq:workers:" + handler, bytes(key));
        redis.expire(key, 420);
        redis.hset(key, "state", bytes("started"));
    }

    /** Its registration has expired, whether it lives or not. */
    public void expire() {
        redis.del("mq:worker:" + worker);
    }

    public void heartbeat() {
        redis.expire("mq:worker:" + worker, 600);
        redis.hset("mq:worker:" + worker, "last_heartbeat", time());
    }

    /** It takes no more, and works on what it has in its memory. */
    public void terminate() {
        String key = "mq:worker:" + worker;
        redis.srem("mq:workers", bytes(key));
        redis.srem("mq:workers:" + handler, bytes(key));
        redis.hset(key, "death", time());
        redis.expire(key, 60);
    }

    /** Empty for none. */
    public String pop() {
        long anHour = seconds() + 3600;
        byte[] id = redis.eval(
                POP, ScriptOutputType.VALUE, new String[] {key("queue"), key("wip")}, bytes(Long.toString(anHour)));
        return id == null ? "" : new String(id, StandardCharsets.UTF_8);
    }

    /** The consumer's thread: takes one, which then waits for a thread of the pool. Empty for none. */
    public String take() {
        String id = pop();
        if (!id.isEmpty()) {
            redis.hset("mq:msg:" + id, "status", bytes("started"));
            redis.hset("mq:msg:" + id, "started_at", time());
        }
        return id;
    }

    /** A thread of the pool begins what was taken. */
    public void run(String id) {
        redis.hset("mq:msg:" + id, "status", bytes("started"));
        redis.hset("mq:msg:" + id, "handle_worker", bytes(worker));
    }

    void begin(String id) {
        redis.hset("mq:msg:" + id, "status", bytes("started"));
        redis.hset("mq:msg:" + id, "started_at", time());
        run(id);
    }

    public void finish(String id, String result) {
        redis.hset("mq:msg:" + id, "cost", bytes("0.001234"));
        redis.hincrby("mq:worker:" + worker, "successful_msg_count", 1);
        redis.hincrbyfloat("mq:worker:" + worker, "total_working_time", 0.001234);
        String ttl = field(id, "result_ttl") == null ? YEAR : field(id, "result_ttl");
        if (ttl.equals("0")) {
            return; // such a message stays started for ever
        }
        redis.hset("mq:msg:" + id, "status", bytes("finished"));
        redis.hset("mq:msg:" + id, all(id, "finished", result));
        redis.zadd(key("finished"), seconds() + Double.parseDouble(ttl), bytes(id));
        redis.expire("mq:msg:" + id, Long.parseLong(ttl));
        redis.zrem(key("wip"), bytes(id));
    }

    void fail(String id, String result, String exception) {
        redis.hset("mq:msg:" + id, "cost", bytes("0.001234"));
        redis.hset("mq:msg:" + id, "status", bytes("failed"));
        redis.zrem(key("wip"), bytes(id));
        Map<String, byte[]> fields = all(id, "failed", result);
        fields.put("exc_info", zlib(exception));
        redis.hset("mq:msg:" + id, fields);
        long ttl = Long.parseLong(field(id, "failure_ttl") == null ? YEAR : field(id, "failure_ttl"));
        if (ttl >= 0) {
            redis.expire("mq:msg:" + id, ttl);
        }
        redis.zadd(key("failed"), ttl < 0 ? -1 : seconds() + ttl, bytes(id));
        redis.hincrby("mq:worker:" + worker, "failed_msg_count", 1);
    }

    /** It writes back all fields that it knows, with its own address. */
    private Map<String, byte[]> all(String id, String status, String result) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (String name : new String[] {
            "data",
            "origin",
            "created_at",
            "enqueued_at",
            "started_at",
            "timeout",
            "handle_worker",
            "cost",
            "result_ttl"
        }) {
            byte[] value = redis.hget("mq:msg:" + id, name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        fields.put("status", bytes(status));
        fields.put("ip", bytes("10.9.9.9"));
        fields.put("ended_at", time());
        fields.put("result", pickle(result));
        return fields;
    }

    /** As {@code pickle.dumps(str, 2)} of Python 2.7 writes, memo mark included. */
    static byte[] pickle(String text) {
        byte[] bytes = bytes(text);
        String head = bytes.length < 256 ? "800255%02x".formatted(bytes.length) : "800254" + littleEndian(bytes.length);
        return HexFormat.of().parseHex(head + HexFormat.of().formatHex(bytes) + "71012e");
    }

    private static String littleEndian(int number) {
        return "%08x".formatted(Integer.reverseBytes(number));
    }

    private static byte[] zlib(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
