package io.butterfly.baichuan.operate;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.finish.OwnResults;
import io.butterfly.baichuan.finish.Removal;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.PublishSteps;
import io.butterfly.baichuan.queue.QueueIndexes;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import io.butterfly.baichuan.redis.Zlib;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The steps of an operator's work that are not those of publishing or finishing. */
@Singleton
final class InterventionSteps {
    private static final Script CANCEL = Script.load("operate/cancel");
    private static final Script READMIT = Script.load("operate/readmit");
    private static final Script REVIVE = Script.load("operate/revive");
    private static final long REVIVE_WITHIN_MILLIS = PublishSteps.ANNOUNCED.toMillis() / 2;
    private static final Object[] NONE = {};

    private final RedisLink redis;
    private final PublishSteps publishing;
    private final Removal removal;
    private final QueueIndexes indexes;
    private final OwnResults results;
    private final Clock clock;

    InterventionSteps(
            RedisLink redis,
            PublishSteps publishing,
            Removal removal,
            QueueIndexes indexes,
            OwnResults results,
            Clock clock) {
        this.redis = redis;
        this.publishing = publishing;
        this.removal = removal;
        this.indexes = indexes;
        this.results = results;
        this.clock = clock;
    }

    /** @param had the status it had */
    record Cancelled(String handler, Status had) {}

    /** A queued message ends by this, a started one is marked. Empty when there is no such message. */
    Optional<Cancelled> cancel(String id) {
        Verdict verdict = results.adapted(Verdict.cancelled());
        Args args = Args.of(
                UtcText.now(clock), verdict.stat(), Pickle.write(verdict.result()), Zlib.write(verdict.exception()));
        Answer answer = new Answer(redis.each(CANCEL, Keys.messages(List.of(id)), args, place -> NONE)
                .getFirst());
        return answer.hasMore()
                ? Optional.of(new Cancelled(answer.text(), Status.of(answer.text())))
                : Optional.empty();
    }

    /** Index, hash, index: failed messages of one handler become claimable. Returns the ids of those that did. */
    List<String> requeue(String handler, List<Ended> failed) {
        if (failed.isEmpty()) {
            return List.of();
        }
        Args args = new Args();
        failed.forEach(message -> args.add(message.id(), message.needsReport() ? 1 : 0));
        List<Object> answer = redis.call(READMIT, Keys.indexesToEnd(handler), args);
        List<String> announced = chosen(failed.stream().map(Ended::id).toList(), answer.subList(1, answer.size()));
        notePlaces(handler, announced);
        List<String> revived = revive(announced, Answers.number(answer.getFirst()));
        if (!revived.isEmpty()) {
            Map<String, Long> now = new LinkedHashMap<>();
            revived.forEach(id -> now.put(id, 0L));
            publishing.enqueue(handler, now);
            removeFrom(handler, QueueSection.FAILED, revived);
        }
        return revived;
    }

    /** The index knows again where they belong. */
    private void notePlaces(String handler, List<String> ids) {
        List<String> codes = await(ids.stream()
                .map(id -> redis.commands().hget(Keys.message(id), "place"))
                .toList());
        for (int i = 0; i < ids.size(); i++) {
            if (!codes.get(i).isEmpty()) {
                await(redis.commands().hset(Keys.place(handler), Map.of(ids.get(i), codes.get(i))));
            }
        }
    }

    /** Those of the ids to which a script answered 1; it answers nothing when it is too late. */
    private static List<String> chosen(List<String> ids, List<Object> answers) {
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i) != null && Answers.number(answers.get(i)) == 1)
                .mapToObj(ids::get)
                .toList();
    }

    private List<String> revive(List<String> ids, long announced) {
        Args args = Args.of(announced, REVIVE_WITHIN_MILLIS, UtcText.now(clock));
        return ids.isEmpty() ? List.of() : chosen(ids, redis.each(REVIVE, Keys.messages(ids), args, place -> NONE));
    }

    /** Some ids of a section, those that came first, after so many others. */
    List<String> first(String handler, QueueSection section, long after, int count) {
        return section == QueueSection.QUEUED
                ? indexes.claimable(handler, count)
                : indexes.range(handler, section, after, after + count - 1);
    }

    /** Index: a section's first ids leave it. */
    void removeFrom(String handler, QueueSection section, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        if (section == QueueSection.FINISHED || section == QueueSection.FAILED) {
            await(redis.commands().zrem(QueueIndexes.key(handler, section), ids));
            return;
        }
        if (section == QueueSection.QUEUED) {
            await(ids.stream()
                    .map(id -> redis.commands().lrem(Keys.queue(handler), 1, id)) // near the head: nothing is searched
                    .toList());
        }
        removal.unlistBesideQueue(handler, ids);
    }

    long count(String handler, QueueSection section) {
        return await(indexes.count(handler, section));
    }
}
