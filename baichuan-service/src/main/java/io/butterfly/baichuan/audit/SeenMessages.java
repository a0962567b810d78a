package io.butterfly.baichuan.audit;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.isOne;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Reads messages together with the sorted sets that they are in. */
@Singleton
final class SeenMessages {
    private static final Script NOWHERE = Script.load("audit/nowhere");
    private static final long GONE = -2;
    private static final String[] FIELDS = {
        "origin",
        "status",
        "enqueued_at",
        "ended_at",
        "lease",
        "lease_until",
        "run",
        "result_ttl",
        "failure_ttl",
        "without_result",
        "on_finish",
        "max_attempts"
    };

    private final RedisLink redis;

    SeenMessages(RedisLink redis) {
        this.redis = redis;
    }

    List<Seen> read(List<String> ids) {
        List<CompletionStage<Map<String, byte[]>>> hashes = new ArrayList<>();
        List<CompletionStage<Long>> lives = new ArrayList<>();
        for (String id : ids) {
            hashes.add(redis.commands().hmget(Keys.message(id), FIELDS));
            lives.add(redis.commands().ttl(Keys.message(id)));
        }
        List<MessageFields> fields =
                await(hashes).stream().map(MessageFields::new).toList();
        List<Long> left = await(lives);
        Map<String, Seen.Places> places = places(ids, fields);
        return IntStream.range(0, ids.size())
                .filter(i -> left.get(i) != GONE)
                .mapToObj(i -> seen(
                        ids.get(i), fields.get(i), left.get(i) >= 0, places.getOrDefault(ids.get(i), Seen.Places.NONE)))
                .toList();
    }

    private static Seen seen(String id, MessageFields fields, boolean expires, Seen.Places places) {
        Status status = fields.status();
        return new Seen(
                id,
                fields.text("origin"),
                status,
                fields.time(status.isEnded() ? "ended_at" : "enqueued_at"),
                fields.keep(),
                new Seen.Traits(fields.has("lease"), expires, fields.has("on_finish"), !fields.has("max_attempts")),
                version(fields),
                places);
    }

    private static String version(MessageFields fields) {
        return String.join(
                " ", fields.text("status"), fields.text("run"), fields.text("enqueued_at"), fields.text("lease_until"));
    }

    private Map<String, Seen.Places> places(List<String> ids, List<MessageFields> fields) {
        Map<String, List<String>> byHandler = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (fields.get(i).has("origin")) {
                byHandler
                        .computeIfAbsent(fields.get(i).text("origin"), name -> new ArrayList<>())
                        .add(ids.get(i));
            }
        }
        List<CompletionStage<List<Boolean>>> answers = new ArrayList<>();
        byHandler.forEach((handler, ofHandler) ->
                zsets(handler).forEach(key -> answers.add(redis.commands().zcontains(key, ofHandler))));
        Iterator<List<Boolean>> found = await(answers).iterator();
        Map<String, Seen.Places> places = new HashMap<>();
        byHandler.forEach((handler, ofHandler) -> {
            List<List<Boolean>> isIn =
                    zsets(handler).stream().map(key -> found.next()).toList();
            for (int i = 0; i < ofHandler.size(); i++) {
                places.put(ofHandler.get(i), places(isIn, i));
            }
        });
        return places;
    }

    private static List<String> zsets(String handler) {
        return List.of(
                Keys.pending(handler),
                Keys.delayed(handler),
                Keys.wip(handler),
                Keys.finished(handler),
                Keys.failed(handler),
                Keys.ending(handler),
                Keys.urgent(handler));
    }

    /** @param isIn for each of {@link #zsets} */
    private static Seen.Places places(List<List<Boolean>> isIn, int id) {
        return new Seen.Places(
                isIn.get(0).get(id) || isIn.get(6).get(id),
                isIn.get(1).get(id),
                isIn.get(2).get(id),
                isIn.get(3).get(id),
                isIn.get(4).get(id),
                isIn.get(5).get(id));
    }

    /** Exact: the message is still as it was seen, and in no index, the queue included. */
    boolean isNowhere(Seen message) {
        return isOne(redis.call(NOWHERE, Keys.indexesToMove(message.handler()), Args.of(message.id())))
                && version(new MessageFields(await(redis.commands().hmget(Keys.message(message.id()), FIELDS))))
                        .equals(message.version());
    }
}
