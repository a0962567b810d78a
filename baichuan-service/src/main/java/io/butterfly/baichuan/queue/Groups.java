package io.butterfly.baichuan.queue;

import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps the groups of a queue going. */
@Singleton
public final class Groups {
    private static final Script REGROUP = Script.load("queue/regroup");

    private final RedisLink redis;

    Groups(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * What keeps a group from going on.
     *
     * @param isStuck whether it has messages, none of them running, and no turn
     * @param strays ids that count as running although no worker holds them
     */
    public record State(boolean isStuck, List<String> strays) {}

    /**
     * Looks at a group, and repairs it when asked to: it takes its turn when it has messages and room.
     *
     * @param gone ids in its list that have no message; they leave it
     */
    public CompletionStage<State> look(String handler, String group, boolean isRepairing, List<String> gone) {
        Args args = Args.of(group, isRepairing ? 1 : 0).add(gone.toArray());
        return redis.run(REGROUP, Keys.indexesToMove(handler), args).thenApply(list -> {
            Answer answer = new Answer(list);
            return new State(answer.isOne(), answer.texts());
        });
    }
}
