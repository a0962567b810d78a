package io.butterfly.baichuan.finish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The step of beginning anew that is not one of publishing or finishing. */
@Singleton
final class RestartSteps {
    private final RedisLink redis;
    private final Removal removal;

    RestartSteps(RedisLink redis, Removal removal) {
        this.redis = redis;
        this.removal = removal;
    }

    /**
     * Hashes, then index: these ended messages go, unless a worker holds them or they have changed meanwhile. Returns,
     * for each id whose message is gone now, the restarts by which it had begun anew.
     */
    Map<String, List<String>> clear(List<Ended> ended) {
        Map<String, List<String>> cleared = new HashMap<>();
        by(Ended::handler, heldByNone(ended)).forEach((handler, ofHandler) -> {
            Map<String, List<String>> gone = new HashMap<>();
            removal
                    .erase(
                            ofHandler.stream().map(Ended::id).toList(),
                            Set.of(Status.FINISHED, Status.FAILED),
                            ofHandler.stream()
                                    .map(message -> message.links().createdAt())
                                    .toList())
                    .stream()
                    .filter(Removal.Erased::isErased)
                    .forEach(message -> gone.put(message.id(), message.restarts()));
            if (!gone.isEmpty()) {
                removal.unlistEnded(handler, List.copyOf(gone.keySet()));
                cleared.putAll(gone);
            }
        });
        return cleared;
    }

    private List<Ended> heldByNone(List<Ended> ended) {
        List<CompletionStage<List<Boolean>>> answers = new ArrayList<>();
        ended.forEach(message -> {
            answers.add(redis.commands().zcontains(Keys.wip(message.handler()), List.of(message.id())));
            answers.add(redis.commands().zcontains(Keys.lease(message.handler()), List.of(message.id())));
        });
        List<List<Boolean>> held = await(answers);
        List<Ended> free = new ArrayList<>();
        for (int i = 0; i < ended.size(); i++) {
            if (!held.get(2 * i).getFirst() && !held.get(2 * i + 1).getFirst()) {
                free.add(ended.get(i));
            }
        }
        return free;
    }
}
