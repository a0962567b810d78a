package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.link.RedisLink;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads whole hashes. */
@Singleton
final class RedisMessages implements Messages {
    private static final List<String> COUNTS = List.of(
            "timeout",
            "result_ttl",
            "failure_ttl",
            "ttl",
            "attempt",
            "max_attempts",
            "run",
            "not_before",
            "lease_until");
    /** What is a member of its own, is nobody's business, or is no text. */
    private static final Set<String> OTHERS = Set.of(
            "origin",
            "status",
            "stat",
            "data",
            "result",
            "exc_info",
            "cost",
            "lease",
            "started_us",
            "meta",
            "cancel",
            "without_result");

    private final RedisLink redis;

    RedisMessages(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Optional<Message> find(String id) {
        Fields fields = new Fields(RedisLink.await(redis.commands().hgetall(Keys.message(id))));
        if (!fields.isMessage()) {
            return Optional.empty();
        }
        return Optional.of(new Message(
                id,
                fields.text("origin"),
                fields.status(),
                fields.text("stat"),
                fields.text("data"),
                fields.result(),
                fields.exception(),
                notes(fields)));
    }

    private static Map<String, Object> notes(Fields fields) {
        Map<String, Object> notes = new LinkedHashMap<>();
        for (String name : new TreeSet<>(fields.bytes().keySet())) {
            if (COUNTS.contains(name)) {
                notes.put(name, fields.number(name, 0));
            } else if (!OTHERS.contains(name)) {
                notes.put(name, fields.text(name));
            }
        }
        if (fields.isWithoutResult(Status.FINISHED)) {
            notes.put("result_ttl", 0L);
        }
        if (fields.isWithoutResult(Status.FAILED)) {
            notes.put("failure_ttl", 0L);
        }
        if (fields.bytes().containsKey("cancel")) {
            notes.put("cancel", true);
        }
        if (fields.bytes().containsKey("cost")) {
            notes.put("cost", fields.cost());
        }
        return notes;
    }
}
