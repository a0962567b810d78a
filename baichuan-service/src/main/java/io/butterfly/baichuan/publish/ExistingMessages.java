package io.butterfly.baichuan.publish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Looks for messages that exist already. */
@Singleton
final class ExistingMessages {
    private static final Script LOST = Script.load("publish/lost");
    private static final int LONGEST_SEARCHED = 20_000;

    private static final long LONG_WAITED = Duration.ofMinutes(1).toMillis();

    private final RedisLink redis;
    private final Clock clock;

    ExistingMessages(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Those of the ids that have a message. */
    Map<String, ExistingMessage> find(List<String> ids) {
        List<Map<String, byte[]>> hashes = await(ids.stream()
                .map(id -> redis.commands().hmget(Keys.message(id), ExistingMessage.FIELDS))
                .toList());
        Map<String, ExistingMessage> found = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            MessageFields fields = new MessageFields(hashes.get(i));
            if (fields.has("status") && fields.has("origin")) {
                found.put(ids.get(i), ExistingMessage.of(fields));
            }
        }
        return found;
    }

    /**
     * Those of the drafts whose messages have been queued for long and are in no index, so that no worker would ever
     * execute them. A long queue is not searched.
     *
     * @param known the messages of the drafts by id
     */
    List<Draft> lost(List<Draft> drafts, Map<String, ExistingMessage> known) {
        long old = clock.millis() - LONG_WAITED;
        List<Draft> waiting = drafts.stream()
                .filter(draft -> known.containsKey(draft.id())
                        && known.get(draft.id()).isQueuedSince(old)
                        && known.get(draft.id()).handler().equals(draft.handler()))
                .toList();
        return waiting.isEmpty() ? List.of() : lost(waiting);
    }

    private List<Draft> lost(List<Draft> drafts) {
        Map<String, List<Draft>> byHandler = by(Draft::handler, drafts);
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        byHandler.forEach((handler, ofHandler) -> answers.add(redis.run(
                LOST,
                Keys.indexesToMove(handler),
                Args.of(LONGEST_SEARCHED).add(ofHandler.stream().map(Draft::id).toArray()))));
        Iterator<List<Object>> answered = await(answers).iterator();
        List<Draft> lost = new ArrayList<>();
        byHandler.values().forEach(ofHandler -> {
            List<Object> ofIds = answered.next();
            IntStream.range(0, ofHandler.size())
                    .filter(i -> Answers.number(ofIds.get(i)) == 1)
                    .forEach(i -> lost.add(ofHandler.get(i)));
        });
        return lost;
    }
}
