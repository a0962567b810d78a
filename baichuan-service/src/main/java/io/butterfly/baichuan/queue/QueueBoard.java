package io.butterfly.baichuan.queue;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.api.Page;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
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

/** Looks at queues, with a fixed number of commands for each, however many messages they have. */
@Singleton
public final class QueueBoard {
    private static final Script PREVIEW = Script.load("queue/preview");
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

    QueueBoard(RedisLink redis, Queues queues, QueueIndexes indexes, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.indexes = indexes;
        this.clock = clock;
    }

    /** @param total how many queues there are */
    public record States(long total, List<QueueState> queues) {}

    /** Some of the queues, in the order of their names. */
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
        List<CompletionStage<String>> heads = new ArrayList<>();
        List<CompletionStage<Long>> pauses = new ArrayList<>();
        List<CompletionStage<Map<String, byte[]>>> rules = new ArrayList<>();
        for (String handler : handlers) {
            for (QueueSection section : QueueSection.values()) {
                counts.add(indexes.count(handler, section));
            }
            placed.add(indexes.placed(handler));
            heads.add(redis.commands().lindex(Keys.queue(handler), 0));
            pauses.add(redis.commands().exists(Keys.paused(handler)));
            rules.add(redis.commands().hmget(Keys.rules(handler), LIMITS));
        }
        List<Long> counted = await(counts);
        List<Long> apart = await(placed);
        List<Long> ages = ages(await(heads));
        List<Long> paused = await(pauses);
        List<Map<String, byte[]>> limits = await(rules);
        List<QueueState> states = new ArrayList<>();
        for (int i = 0; i < handlers.size(); i++) {
            Map<QueueSection, Long> bySection = new EnumMap<>(QueueSection.class);
            for (QueueSection section : QueueSection.values()) {
                bySection.put(section, counted.get(i * QueueSection.values().length + section.ordinal()));
            }
            states.add(new QueueState(
                    handlers.get(i), bySection, apart.get(i), ages.get(i), paused.get(i) > 0, limits(limits.get(i))));
        }
        return states;
    }

    private static Map<String, Double> limits(Map<String, byte[]> rules) {
        Map<String, Double> limits = new LinkedHashMap<>();
        for (String name : LIMITS) {
            if (rules.containsKey(name)) {
                limits.put(name, Double.valueOf(Answers.text(rules.get(name))));
            }
        }
        return limits;
    }

    /** For how long each of these has waited (ms), 0 for an empty id. */
    List<Long> ages(List<String> heads) {
        List<CompletionStage<String>> answers = new ArrayList<>();
        heads.forEach(id -> answers.add(
                id.isEmpty()
                        ? CompletableFuture.completedStage("")
                        : redis.commands().hget(Keys.message(id), "enqueued_at")));
        long now = clock.millis();
        return await(answers).stream()
                .map(since -> UtcText.parse(since)
                        .map(at -> Math.max(0, now - at.toEpochMilli()))
                        .orElse(0L))
                .toList();
    }

    /**
     * What waits in groups comes last, in no order that means anything, and not all of it when there is very much.
     *
     * @param skipped how many to leave out before the page begins
     */
    public Page<MessagePreview> page(
            String handler, QueueSection section, long skipped, int size, boolean isNewestFirst) {
        long lined = await(indexes.lined(handler, section));
        long total = await(indexes.count(handler, section));
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
        return Page.of(total, ids.isEmpty() ? List.of() : previews(ids));
    }

    /** Of the queued messages of one group, which wait beside the others, the oldest first. */
    public Page<MessagePreview> page(String handler, String group, long skipped, int size) {
        String key = Keys.group(handler, group);
        long total = await(redis.commands().llen(key));
        List<String> ids = await(redis.commands().lrange(key, skipped, skipped + size - 1));
        return Page.of(total, ids.isEmpty() ? List.of() : previews(ids));
    }

    private List<MessagePreview> previews(List<String> ids) {
        List<Object> seen =
                redis.each(PREVIEW, Keys.messages(ids), Args.of(CUT).add(FIELDS.toArray()), place -> new Object[0]);
        List<MessagePreview> previews = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            previews.add(preview(ids.get(i), new Answer(seen.get(i))));
        }
        return previews;
    }

    private static MessagePreview preview(String id, Answer answer) {
        if (!answer.hasMore()) {
            return new MessagePreview(id, "", false, Map.of());
        }
        boolean isCut = answer.number() > CUT;
        String params = answer.text();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : FIELDS) {
            String value = answer.text();
            if (!value.isEmpty()) {
                fields.put(name, value);
            }
        }
        return new MessagePreview(id, params, isCut, fields);
    }
}
