package io.butterfly.baichuan.publish;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The steps of publishing, one after the other; each takes many messages and has been written when it returns. See the
 * package's text for what a crash between two of them leaves.
 */
@Singleton
public final class PublishSteps {
    /** Recovery ignores announcements younger than this: their publisher may still be at work. */
    public static final Duration ANNOUNCED = Duration.ofSeconds(6);

    private static final Script ANNOUNCE = Script.load("publish/announce");
    private static final Script CREATE = Script.load("publish/create");
    private static final Script ENQUEUE = Script.load("publish/enqueue");
    private static final long CREATE_WITHIN_MILLIS = ANNOUNCED.toMillis() / 2;

    private final RedisLink redis;
    private final UniqueMarks marks;
    private final Clock clock;

    PublishSteps(RedisLink redis, UniqueMarks marks, Clock clock) {
        this.redis = redis;
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * What publishing found and did.
     *
     * @param had for each draft the status that a message of its id had before, nothing when it was created now
     * @param announced when (ms): a delay counts from then
     */
    record Written(List<Optional<Status>> had, long announced) {}

    /** All steps. As {@link #create}; when that was too late, nothing is enqueued here. */
    Optional<Written> publish(List<Draft> drafts) {
        long announced = announce(drafts);
        Optional<List<Optional<Status>>> found = create(drafts, announced);
        if (found.isPresent()) {
            enqueue(drafts, announced);
        }
        return found.map(had -> new Written(had, announced));
    }

    /** Returns Redis' time, which {@link #create} compares. */
    public long announce(List<Draft> drafts) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        List<CompletionStage<Long>> notes = note(drafts);
        by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
            notes.add(redis.commands().sadd(Keys.QUEUES, Keys.queue(handler)));
            List<Draft> sorted = followedFirst(ofHandler);
            Args args = Args.of(sorted.stream().filter(Draft::isFollowed).count())
                    .add(sorted.stream().map(Draft::id).toArray());
            answers.add(redis.run(ANNOUNCE, Keys.indexesToMove(handler), args));
        });
        await(notes);
        return await(answers).stream()
                .map(List::getFirst)
                .mapToLong(Answers::number)
                .min()
                .orElseThrow();
    }

    static List<Draft> followedFirst(List<Draft> drafts) {
        return drafts.stream()
                .sorted(Comparator.comparing(draft -> !draft.isFollowed()))
                .toList();
    }

    /**
     * Writes what the index must know beside the id, before the hash exists. Recovery decides by the hash, so the clock
     * of this process need not be exact.
     */
    List<CompletionStage<Long>> note(List<Draft> drafts) {
        List<CompletionStage<Long>> notes = new ArrayList<>();
        drafts.forEach(draft -> note(draft, notes));
        return notes;
    }

    private void note(Draft draft, List<CompletionStage<Long>> notes) {
        Position position = draft.options().position();
        if (position != Position.BACK) {
            notes.add(redis.commands().hset(Keys.place(draft.handler()), Map.of(draft.id(), position.code())));
        }
        if (position instanceof Position.Urgent || position instanceof Position.Grouped) {
            notes.add(redis.commands().hset(Keys.rules(draft.handler()), Map.of("ordered", "1")));
        }
        if (draft.options().ttl() > 0) {
            long deadline = clock.millis() + draft.options().ttl() * 1000L;
            notes.add(redis.commands().zadd(Keys.expiring(draft.handler()), deadline, draft.id()));
        }
    }

    /**
     * For each draft the status that a message of its id had before, nothing when it was created now; all of it empty
     * when it was too late for one of them. Redis gets many drafts in several calls, so others may have been created
     * then: recovery enqueues those, or who announces all of them again.
     */
    public Optional<List<Optional<Status>>> create(List<Draft> drafts, long announced) {
        String now = UtcText.now(clock);
        List<Object> statuses = redis.each(
                CREATE,
                Keys.messages(drafts.stream().map(Draft::id).toList()),
                Args.of(announced, CREATE_WITHIN_MILLIS),
                place -> NewHash.of(drafts.get(place), now, announced));
        return statuses.contains(null)
                ? Optional.empty()
                : Optional.of(statuses.stream().map(PublishSteps::status).toList());
    }

    static Optional<Status> status(Object word) {
        return Optional.of(Answers.text(word)).filter(text -> !text.isEmpty()).map(Status::of);
    }

    /**
     * The last step, after which the mark of a throttled message stays although the message goes.
     *
     * @param announced as {@link #announce} returned it: a delay counts from then
     */
    public void enqueue(List<Draft> drafts, long announced) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
            Args args = new Args();
            ofHandler.forEach(
                    draft -> args.add(draft.id(), draft.options().due().after(announced)));
            answers.add(redis.run(ENQUEUE, Keys.indexesToMove(handler), args));
        });
        answers.addAll(marks.made(drafts));
        await(answers);
    }

    /** Announced ids whose hashes exist become claimable when they are due (ms, 0 for now). */
    public void enqueue(String handler, Map<String, Long> dueById) {
        if (!dueById.isEmpty()) {
            Args args = new Args();
            dueById.forEach(args::add);
            redis.call(ENQUEUE, Keys.indexesToMove(handler), args);
        }
    }
}
