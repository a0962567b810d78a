package io.butterfly.baichuan.message;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.baichuan.redis.UtcText;
import io.butterfly.baichuan.redis.Zlib;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a message's hash. A message of the Python service lacks some: it has no attempts that may be lost and
 * no enforced timeout.
 */
public record MessageFields(Map<String, byte[]> bytes) {
    /** What {@link #ended} reads: all but the data, which may be large. */
    public static final String[] OF_ENDED = {
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
    public static final String[] OF_SNAPSHOT = {
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

    /** False also for the two fields that the Python service leaves behind when a message is deleted while it runs. */
    public boolean isMessage() {
        return bytes.containsKey("origin") && bytes.containsKey("data");
    }

    public boolean has(String name) {
        return bytes.containsKey(name);
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

    /** As {@code lua/lib/ttl.lua} reads it. */
    public int keep() {
        if (isWithoutResult(status())) {
            return 0;
        }
        int resultTtl = seconds("result_ttl", Defaults.RESULT_TTL);
        return status() == Status.FAILED ? seconds("failure_ttl", Defaults.failureTtl(resultTtl)) : resultTtl;
    }

    /**
     * Whether such an end leaves an empty mark only, although the hash has an hour for workers of the Python service.
     */
    boolean isWithoutResult(Status status) {
        return text("without_result").contains(status.word());
    }

    /** Producers of the Python service also write texts such as {@code 2h}. */
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
        String cost = text("cost"); // a Python worker writes it, too: what is no number is none
        return cost.matches("[0-9]{1,15}([.][0-9]{1,20})?(e-?[0-9]{1,2})?") ? Double.parseDouble(cost) : 0;
    }

    public Ended ended(String id) {
        Verdict reply = Verdict.of(result());
        String stat = bytes.containsKey("stat")
                ? text("stat")
                : reply.stat(); // the Python service's worker writes the result only
        Verdict verdict = new Verdict(status(), stat, reply.stat().isEmpty() ? "" : reply.result(), exception(), false);
        return new Ended(
                id,
                text("origin"),
                verdict,
                keep(),
                new Ended.LastRun(count("run", 0), cost(), count("attempt", 1), text("handle_worker"), 0),
                new Ended.Links(
                        text("on_finish"), text("trace_id"), text("source"), text("unique_key"), text("created_at")));
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
                new MessageSnapshot.Holder(text("lease"), number("lease_until", 0), text("handle_worker")),
                new MessageSnapshot.Execution(
                        startedAt(),
                        isOurs ? count("timeout", -1) : -1,
                        count("attempt", 1),
                        count("max_attempts", Defaults.MAX_ATTEMPTS)),
                number("not_before", 0),
                keep());
    }
}
