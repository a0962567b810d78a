package io.butterfly.baichuan.message;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Commands;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
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

/** Messages to look at: one as a whole, many without what may be large. */
@Singleton
public final class Messages {
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
    /** Fields that are members of their own, that stay inside the service, or that are no text. */
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

    Messages(RedisLink redis) {
        this.redis = redis;
    }

    public Optional<Message> find(String id) {
        MessageFields fields = new MessageFields(Answers.await(redis.commands().hgetall(Keys.message(id))));
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

    /**
     * Messages by id, without their parameters; those that are not there are left out.
     *
     * @param resultBytes results come along until they are so many bytes together; a message whose result does not has
     *     the note {@code result_omitted}
     */
    public Map<String, Message> find(List<String> ids, long resultBytes) {
        Commands commands = redis.commands();
        List<CompletionStage<Map<String, byte[]>>> briefs = new ArrayList<>();
        List<CompletionStage<Boolean>> areThere = new ArrayList<>();
        List<CompletionStage<Long>> sizes = new ArrayList<>();
        for (String id : ids) {
            briefs.add(commands.hmget(Keys.message(id), BRIEF));
            areThere.add(commands.hexists(Keys.message(id), "data"));
            sizes.add(commands.hstrlen(Keys.message(id), "result"));
        }
        List<Map<String, byte[]>> fields = Answers.await(briefs);
        List<Boolean> isThere = Answers.await(areThere);
        List<Long> size = Answers.await(sizes);
        Map<String, MessageFields> results = results(ids, size, resultBytes);
        Map<String, Message> found = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            MessageFields brief = new MessageFields(fields.get(i));
            boolean isGone = results.containsKey(id) && !results.get(id).has("result"); // since its size was asked
            if (isThere.get(i) && brief.has("origin") && !isGone) {
                boolean isOmitted = size.get(i) > 0 && !results.containsKey(id);
                found.put(id, brief(id, brief, Optional.ofNullable(results.get(id)), isOmitted));
            }
        }
        return found;
    }

    /** Who published a message for a call of ours; empty when it does not say so. */
    public String publisher(String id) {
        return new MessageFields(Answers.await(redis.commands().hmget(Keys.message(id), "publisher")))
                .text("publisher");
    }

    /** Those that fit, in order. */
    private Map<String, MessageFields> results(List<String> ids, List<Long> sizes, long bytes) {
        Map<String, CompletionStage<Map<String, byte[]>>> asked = new LinkedHashMap<>();
        long left = bytes;
        for (int i = 0; i < ids.size() && left > 0; i++) {
            left -= sizes.get(i);
            if (sizes.get(i) > 0 && left >= 0) {
                asked.put(ids.get(i), redis.commands().hmget(Keys.message(ids.get(i)), "result"));
            }
        }
        List<Map<String, byte[]>> answers = Answers.await(List.copyOf(asked.values()));
        Map<String, MessageFields> results = new HashMap<>();
        for (String id : asked.keySet()) {
            results.put(id, new MessageFields(answers.get(results.size())));
        }
        return results;
    }

    private static Message brief(String id, MessageFields fields, Optional<MessageFields> result, boolean isOmitted) {
        Map<String, Object> notes = notes(fields);
        if (isOmitted) {
            notes.put("result_omitted", true);
        }
        return new Message(
                id,
                fields.text("origin"),
                fields.status(),
                fields.text("stat"),
                "",
                result.map(MessageFields::result).orElse(""),
                "",
                notes);
    }

    private static Map<String, Object> notes(MessageFields fields) {
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
