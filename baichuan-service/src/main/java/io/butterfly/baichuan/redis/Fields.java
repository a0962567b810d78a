package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.ExistingMessage;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.redis.format.Pickle;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.format.Zlib;
import io.lettuce.core.KeyValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a message's hash. A message of the original lacks ours: it has no attempts to lose and no enforced
 * timeout.
 */
public record Fields(Map<String, byte[]> bytes) {
    /** What {@link #ended} reads: all but the data, which may be large. */
    static final String[] OF_ENDED = {
        "origin",
        "status",
        "stat",
        "result",
        "exc_info",
        "result_ttl",
        "failure_ttl",
        "without_result",
        "run",
        "cost",
        "attempt",
        "on_finish",
        "trace_id",
        "source",
        "handle_worker",
        "unique_key",
        "created_at"
    };

    /** What {@link #snapshot} reads. */
    static final String[] OF_SNAPSHOT = {
        "origin",
        "status",
        "lease",
        "lease_until",
        "started_us",
        "started_at",
        "timeout",
        "attempt",
        "max_attempts",
        "not_before",
        "result_ttl",
        "failure_ttl",
        "without_result",
        "handle_worker"
    };

    private static final Pattern TTL = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Map<String, Integer> UNITS = Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);

    public static Fields of(List<KeyValue<String, byte[]>> found) {
        Map<String, byte[]> bytes = new HashMap<>();
        found.stream().filter(KeyValue::hasValue).forEach(field -> bytes.put(field.getKey(), field.getValue()));
        return new Fields(bytes);
    }

    /** False also for the two fields that the original leaves behind when a message is deleted while it runs. */
    public boolean isMessage() {
        return bytes.containsKey("origin") && bytes.containsKey("data");
    }

    public String text(String name) {
        return Answers.text(bytes.get(name));
    }

    public Status status() {
        return Status.of(text("status"));
    }

    public long number(String name, long otherwise) {
        String text = text(name);
        return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private int count(String name, int otherwise) {
        return (int) number(name, otherwise);
    }

    /** As {@code ttl.lua} reads it. */
    public int keep() {
        if (isWithoutResult(status())) {
            return 0;
        }
        int resultTtl = seconds("result_ttl", Options.DEFAULT_RESULT_TTL);
        return status() == Status.FAILED ? seconds("failure_ttl", Options.failureTtl(resultTtl)) : resultTtl;
    }

    /**
     * Whether such an end leaves an empty mark only, although the hash has an hour for workers of the Python service.
     */
    boolean isWithoutResult(Status status) {
        return text("without_result").contains(status.word());
    }

    /** The original's producers also write texts such as {@code 2h}. */
    private int seconds(String name, int otherwise) {
        Matcher text = TTL.matcher(text(name));
        return text.matches()
                ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text.group(1)) * UNITS.get(text.group(2)))
                : count(name, otherwise);
    }

    /** The handler's reply, empty when there is none, or none that we would unpickle. */
    public String result() {
        try {
            return bytes.containsKey("result") ? Pickle.read(bytes.get("result")) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    public String exception() {
        return bytes.containsKey("exc_info") ? Zlib.read(bytes.get("exc_info")) : "";
    }

    public double cost() {
        String cost = text("cost");
        return cost.isEmpty() ? 0 : Double.parseDouble(cost);
    }

    ExistingMessage known() {
        boolean isWaiting = status() == Status.QUEUED && bytes.containsKey("max_attempts");
        List<String> restarts =
                bytes.containsKey("restart") ? List.of(text("restart").split(" ")) : List.of();
        return new ExistingMessage(
                status(),
                text("origin"),
                text("data"),
                bytes.containsKey("rewritten"),
                isWaiting ? time("enqueued_at") : 0,
                restarts);
    }

    public Ended ended(String id) {
        Verdict reply = Verdict.of(result());
        String stat = bytes.containsKey("stat")
                ? text("stat")
                : reply.stat(); // the Python service's worker writes the result only
        Verdict verdict = new Verdict(status(), stat, reply.stat().isEmpty() ? "" : reply.result(), exception());
        return new Ended(
                id,
                text("origin"),
                verdict,
                keep(),
                count("run", 0),
                cost(),
                count("attempt", 1),
                text("on_finish"),
                text("trace_id"),
                text("source"),
                text("handle_worker"),
                text("unique_key"),
                text("created_at"));
    }

    private long startedAt() {
        return bytes.containsKey("started_us") ? number("started_us", 0) / 1000 : time("started_at");
    }

    /** One of the times that are text (ms), 0 when it is not there. */
    public long time(String name) {
        return UtcText.parse(text(name)).map(Instant::toEpochMilli).orElse(0L);
    }

    public MessageSnapshot snapshot(String id) {
        boolean isOurs = bytes.containsKey("max_attempts");
        return new MessageSnapshot(
                id,
                text("origin"),
                status(),
                text("lease"),
                number("lease_until", 0),
                startedAt(),
                isOurs ? count("timeout", -1) : -1,
                count("attempt", 1),
                count("max_attempts", Options.DEFAULT_MAX_ATTEMPTS),
                number("not_before", 0),
                keep(),
                text("handle_worker"));
    }
}
