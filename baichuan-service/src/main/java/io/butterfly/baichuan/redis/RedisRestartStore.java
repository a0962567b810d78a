package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.by;
import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.butterfly.baichuan.restart.RestartStore;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Clears ended messages away: {@code erase.lua} on hashes, {@code unlist.lua} on indexes. */
@Singleton
final class RedisRestartStore implements RestartStore {
    private static final Script ERASE = Script.load("erase");
    private static final Script UNLIST = Script.load("unlist", "groups");
    private static final int LONGEST_SEARCHED = 20_000;

    private final RedisLink redis;

    RedisRestartStore(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Map<String, List<String>> clear(List<Ended> ended) {
        Map<String, List<String>> cleared = new HashMap<>();
        by(Ended::handler, inNoHand(ended)).forEach((handler, ofHandler) -> {
            Map<String, List<String>> gone = erase(ofHandler);
            if (!gone.isEmpty()) {
                List<String> keys = Keys.places(
                        handler,
                        Keys.pending(handler),
                        Keys.expiring(handler),
                        Keys.finished(handler),
                        Keys.failed(handler),
                        Keys.ending(handler));
                redis.call(
                        UNLIST,
                        keys,
                        Args.of(LONGEST_SEARCHED).add(gone.keySet().toArray()));
                cleared.putAll(gone);
            }
        });
        return cleared;
    }

    private List<Ended> inNoHand(List<Ended> ended) {
        List<CompletionStage<Double>> hands = new ArrayList<>();
        ended.forEach(message -> {
            byte[] id = message.id().getBytes(StandardCharsets.UTF_8);
            hands.add(redis.commands().zscore(Keys.wip(message.handler()), id));
            hands.add(redis.commands().zscore(Keys.lease(message.handler()), id));
        });
        List<Double> held = RedisLink.await(hands);
        List<Ended> free = new ArrayList<>();
        for (int i = 0; i < ended.size(); i++) {
            if (held.get(2 * i) == null && held.get(2 * i + 1) == null) {
                free.add(ended.get(i));
            }
        }
        return free;
    }

    private Map<String, List<String>> erase(List<Ended> ended) {
        List<String> keys =
                ended.stream().map(message -> Keys.message(message.id())).toList();
        List<Object> answers =
                redis.each(ERASE, keys, Args.of(Status.FINISHED.word() + " " + Status.FAILED.word()), place ->
                        new Object[] {ended.get(place).createdAt()});
        Map<String, List<String>> gone = new HashMap<>();
        for (int i = 0; i < ended.size(); i++) {
            List<Object> answer = list(answers.get(i));
            if (!answer.isEmpty() && number(answer.get(2)) == 1) {
                String restarts = text(answer.get(4));
                gone.put(ended.get(i).id(), restarts.isEmpty() ? List.of() : List.of(restarts.split(" ")));
            }
        }
        return gone;
    }
}
