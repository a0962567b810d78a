package io.butterfly.baichuan.publish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * All steps of publishing in one script, for messages that are due now and have no time to live, where hashes and
 * indexes live on one server: an idle worker gets its message after one round trip instead of three.
 */
@Singleton
public final class OneTripPublish {
    private static final Script PUBLISH = Script.load("publish/onetrip");
    private static final int MOST_PER_TRIP = 200;

    private final RedisLink redis;
    private final PublishSteps steps;
    private final UniqueMarks marks;
    private final Clock clock;

    OneTripPublish(RedisLink redis, PublishSteps steps, UniqueMarks marks, Clock clock) {
        this.redis = redis;
        this.steps = steps;
        this.marks = marks;
        this.clock = clock;
    }

    boolean isPossible(List<Draft> drafts) {
        return redis.isOneServer() && drafts.stream().allMatch(Draft::isTimeless);
    }

    /** For each draft the status that a message of its id had before, nothing when it was created now. */
    public List<Optional<Status>> publish(List<Draft> drafts) {
        List<CompletionStage<Long>> notes = steps.note(drafts);
        String now = UtcText.now(clock);
        List<List<Draft>> trips = trips(drafts);
        List<List<Object>> answers =
                await(trips.stream().map(trip -> send(trip, now)).toList());
        await(notes);
        await(marks.made(drafts));
        Map<String, Optional<Status>> found = HashMap.newHashMap(drafts.size());
        for (int i = 0; i < trips.size(); i++) {
            for (int k = 0; k < trips.get(i).size(); k++) {
                found.put(
                        trips.get(i).get(k).id(),
                        PublishSteps.status(answers.get(i).get(k)));
            }
        }
        return drafts.stream().map(draft -> found.get(draft.id())).toList();
    }

    private static List<List<Draft>> trips(List<Draft> drafts) {
        List<List<Draft>> trips = new ArrayList<>();
        by(Draft::handler, drafts).values().forEach(ofHandler -> {
            for (int from = 0; from < ofHandler.size(); from += MOST_PER_TRIP) {
                List<Draft> trip = ofHandler.subList(from, Math.min(ofHandler.size(), from + MOST_PER_TRIP));
                trips.add(PublishSteps.followedFirst(trip));
            }
        });
        return trips;
    }

    private CompletionStage<List<Object>> send(List<Draft> drafts, String now) {
        List<String> keys = Keys.indexesToMove(drafts.getFirst().handler());
        keys.addFirst(Keys.QUEUES);
        Args args = Args.of(drafts.stream().filter(Draft::isFollowed).count());
        drafts.forEach(draft -> {
            keys.add(Keys.message(draft.id()));
            args.add(NewHash.of(draft, now, 0));
        });
        drafts.forEach(draft -> args.add(draft.id()));
        return redis.run(PUBLISH, keys, args);
    }
}
