package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.lettuce.core.KeyValue;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** Reads hashes: one as a whole, many without what may be large. */
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

    /** What a look at many messages reads. */
    private static final String[] BRIEF = {
        "origin",
        "status",
        "stat",
        "created_at",
        "enqueued_at",
        "started_at",
        "ended_at",
        "timeout",
        "result_ttl",
        "failure_ttl",
        "ttl",
        "attempt",
        "max_attempts",
        "run",
        "not_before",
        "lease_until",
        "cost",
        "handle_worker",
        "trace_id",
        "on_finish",
        "without_result",
        "cancel"
    };

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

    @Override
    public Map<String, Message> find(List<String> ids, long resultBytes) {
        var commands = redis.commands();
        List<CompletionStage<List<KeyValue<String, byte[]>>>> briefs = new ArrayList<>();
        List<CompletionStage<Boolean>> areThere = new ArrayList<>();
        List<CompletionStage<Long>> sizes = new ArrayList<>();
        for (String id : ids) {
            briefs.add(commands.hmget(Keys.message(id), BRIEF));
            areThere.add(commands.hexists(Keys.message(id), "data"));
            sizes.add(commands.hstrlen(Keys.message(id), "result"));
        }
        List<List<KeyValue<String, byte[]>>> fields = RedisLink.await(briefs);
        List<Boolean> isThere = RedisLink.await(areThere);
        List<Long> size = RedisLink.await(sizes);
        Map<String, byte[]> results = results(ids, size, resultBytes);
        Map<String, Message> found = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Fields brief = Fields.of(fields.get(i));
            boolean isGone = results.containsKey(id) && results.get(id) == null; // since its size was asked
            if (isThere.get(i) && brief.bytes().containsKey("origin") && !isGone) {
                boolean isOmitted = size.get(i) > 0 && !results.containsKey(id);
                found.put(id, brief(id, brief, results.get(id), isOmitted));
            }
        }
        return found;
    }

    /** Those that fit, in order; null for one that is not there any more. */
    private Map<String, byte[]> results(List<String> ids, List<Long> sizes, long bytes) {
        Map<String, CompletionStage<byte[]>> asked = new LinkedHashMap<>();
        long left = bytes;
        for (int i = 0; i < ids.size() && left > 0; i++) {
            left -= sizes.get(i);
            if (sizes.get(i) > 0 && left >= 0) {
                asked.put(ids.get(i), redis.commands().hget(Keys.message(ids.get(i)), "result"));
            }
        }
        List<byte[]> answers = RedisLink.await(List.copyOf(asked.values()));
        Map<String, byte[]> results = new HashMap<>();
        for (String id : asked.keySet()) {
            results.put(id, answers.get(results.size()));
        }
        return results;
    }

    private static Message brief(String id, Fields fields, byte[] pickled, boolean isOmitted) {
        Map<String, Object> notes = notes(fields);
        if (isOmitted) {
            notes.put("result_omitted", true);
        }
        String result = pickled == null ? "" : new Fields(Map.of("result", pickled)).result();
        return new Message(id, fields.text("origin"), fields.status(), fields.text("stat"), "", result, "", notes);
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
