package io.butterfly.baichuan.redis.operating;

import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.baichuan.queue.MessagePreview;
import io.butterfly.baichuan.queue.Page;
import io.butterfly.baichuan.queue.QueueBoard;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.queue.QueueState;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts and ends of lists and sorted sets, a fixed number of commands for each queue. */
@Singleton
final class RedisQueueBoard implements QueueBoard {
    private static final Script PEEK = Script.load("peek");
    private static final int CUT = 1_000;
    private static final int AT_ONCE = 500;
    private static final String[] LIMITS = {"rate", "rate_period", "concurrency", "group_concurrency"};
    private static final List<String> FIELDS = List.of(
            "origin",
            "status",
            "stat",
            "created_at",
            "enqueued_at",
            "started_at",
            "ended_at",
            "handle_worker",
            "attempt",
            "run",
            "cost",
            "not_before",
            "trace_id",
            "description",
            "ip",
            "place");

    private final RedisLink redis;
    private final Queues queues;
    private final QueueIndexes indexes;
    private final Clock clock;

    RedisQueueBoard(RedisLink redis, Queues queues, QueueIndexes indexes, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.indexes = indexes;
        this.clock = clock;
    }

    @Override
    public States states(long skipped, int size) {
        List<String> handlers = queues.handlers().stream().sorted().toList();
        List<String> wanted = handlers.stream().skip(skipped).limit(size).toList();
        List<QueueState> states = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            states.addAll(states(wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE))));
        }
        return new States(Math.max(handlers.size(), queues.count()), states);
    }

    private List<QueueState> states(List<String> handlers) {
        List<CompletionStage<Long>> counts = new ArrayList<>();
        List<CompletionStage<Long>> placed = new ArrayList<>();
        List<CompletionStage<byte[]>> heads = new ArrayList<>();
        List<CompletionStage<Long>> pauses = new ArrayList<>();
        List<CompletionStage<List<KeyValue<String, byte[]>>>> rules = new ArrayList<>();
        for (String handler : handlers) {
            for (QueueSection section : QueueSection.values()) {
                counts.add(indexes.count(handler, section));
            }
            placed.add(indexes.placed(handler));
            heads.add(redis.commands().lindex(Keys.queue(handler), 0));
            pauses.add(redis.commands().exists(Keys.paused(handler)));
            rules.add(redis.commands().hmget(Keys.rules(handler), LIMITS));
        }
        List<Long> counted = RedisLink.await(counts);
        List<Long> apart = RedisLink.await(placed);
        List<Long> ages = ages(RedisLink.await(heads));
        List<Long> paused = RedisLink.await(pauses);
        List<List<KeyValue<String, byte[]>>> limits = RedisLink.await(rules);
        List<QueueState> states = new ArrayList<>();
        for (int i = 0; i < handlers.size(); i++) {
            Map<QueueSection, Long> ofShelf = new EnumMap<>(QueueSection.class);
            for (QueueSection section : QueueSection.values()) {
                ofShelf.put(section, counted.get(i * QueueSection.values().length + section.ordinal()));
            }
            states.add(new QueueState(
                    handlers.get(i), ofShelf, apart.get(i), ages.get(i), paused.get(i) > 0, limits(limits.get(i))));
        }
        return states;
    }

    private static Map<String, Double> limits(List<KeyValue<String, byte[]>> rules) {
        Map<String, Double> limits = new LinkedHashMap<>();
        rules.stream()
                .filter(KeyValue::hasValue)
                .forEach(rule -> limits.put(rule.getKey(), Double.valueOf(text(rule.getValue()))));
        return limits;
    }

    private List<Long> ages(List<byte[]> heads) {
        List<CompletionStage<byte[]>> answers = new ArrayList<>();
        heads.forEach(id -> answers.add(
                id == null
                        ? CompletableFuture.completedStage(null)
                        : redis.commands().hget(Keys.message(text(id)), "enqueued_at")));
        long now = clock.millis();
        return RedisLink.await(answers).stream()
                .map(since -> UtcText.parse(text(since))
                        .map(at -> Math.max(0, now - at.toEpochMilli()))
                        .orElse(0L))
                .toList();
    }

    @Override
    public Page page(String handler, QueueSection section, long skipped, int size, boolean isNewestFirst) {
        long lined = RedisLink.await(indexes.lined(handler, section));
        long total = RedisLink.await(indexes.count(handler, section));
        long first = isNewestFirst ? lined - skipped - size : skipped;
        long last = Math.min(lined, first + size) - 1;
        List<String> ids =
                new ArrayList<>(last < 0 ? List.of() : indexes.line(handler, section, Math.max(0, first), last));
        if (isNewestFirst) {
            Collections.reverse(ids);
        }
        if (section == QueueSection.QUEUED
                && ids.size() < size
                && total > lined) { // groups have lines of their own: after this one, whichever end comes first
            ids.addAll(indexes.grouped(handler, Math.max(0, skipped - lined), size - ids.size()));
        }
        return new Page(total, ids.isEmpty() ? List.of() : previews(ids));
    }

    @Override
    public Page page(String handler, String group, long skipped, int size) {
        String key = Keys.group(handler, group);
        long total = RedisLink.await(redis.commands().llen(key));
        List<String> ids = RedisLink.await(redis.commands().lrange(key, skipped, skipped + size - 1)).stream()
                .map(Answers::text)
                .toList();
        return new Page(total, ids.isEmpty() ? List.of() : previews(ids));
    }

    private List<MessagePreview> previews(List<String> ids) {
        List<String> keys = ids.stream().map(Keys::message).toList();
        List<Object> seen = redis.each(PEEK, keys, Args.of(CUT).add(FIELDS.toArray()), place -> new Object[0]);
        List<MessagePreview> previews = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            previews.add(preview(ids.get(i), list(seen.get(i))));
        }
        return previews;
    }

    private static MessagePreview preview(String id, List<Object> seen) {
        if (seen.isEmpty()) {
            return new MessagePreview(id, "", false, Map.of());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            String value = Answers.text(seen.get(i + 2));
            if (!value.isEmpty()) {
                fields.put(FIELDS.get(i), value);
            }
        }
        return new MessagePreview(id, text(seen.get(1)), number(seen.get(0)) > CUT, fields);
    }
}
