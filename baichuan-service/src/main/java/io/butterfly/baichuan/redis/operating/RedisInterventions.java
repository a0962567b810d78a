package io.butterfly.baichuan.redis.operating;

import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.intervention.InterventionStore;
import io.butterfly.baichuan.intervention.Touched;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.PublishStore;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.format.Pickle;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.format.Zlib;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * An operator's steps: {@code cancel.lua}, {@code erase.lua}, {@code revive.lua} on hashes, {@code unlist.lua},
 * {@code readmit.lua} on indexes.
 */
@Singleton
final class RedisInterventions implements InterventionStore {
    private static final Script CANCEL = Script.load("cancel", "ttl");
    private static final Script ERASE = Script.load("erase");
    private static final Script UNMARK = Script.load("unmark");
    private static final Script UNLIST = Script.load("unlist", "groups");
    private static final Script READMIT = Script.load("readmit");
    private static final Script REVIVE = Script.load("revive");
    private static final Script ENQUEUE = Script.load("enqueue", "groups", "places");
    private static final long REVIVE_WITHIN_MILLIS = PublishStore.ANNOUNCED.toMillis() / 2;
    private static final Object[] NONE = {};
    private static final int LONGEST_SEARCHED = 20_000;
    private static final int NOT_AT_ALL = -1;

    private final RedisLink redis;
    private final QueueIndexes indexes;
    private final Clock clock;

    RedisInterventions(RedisLink redis, QueueIndexes indexes, Clock clock) {
        this.redis = redis;
        this.indexes = indexes;
        this.clock = clock;
    }

    @Override
    public List<Touched> cancel(List<String> ids, Verdict verdict) {
        Args args = Args.of(
                UtcText.now(clock), verdict.stat(), Pickle.write(verdict.result()), Zlib.write(verdict.exception()));
        return touched(ids, redis.each(CANCEL, hashes(ids), args, place -> NONE));
    }

    @Override
    public List<Touched> erase(List<String> ids, Set<Status> states) {
        String words = states.stream().map(Status::word).collect(Collectors.joining(" "));
        List<Object> answers = redis.each(ERASE, hashes(ids), Args.of(words), place -> new Object[] {""});
        unmark(ids, answers);
        return touched(ids, answers);
    }

    /** What equal messages have in common is free as soon as the one that had it is gone. */
    private void unmark(List<String> ids, List<Object> answers) {
        List<CompletionStage<List<Object>>> unmarked = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Object> answer = list(answers.get(i));
            if (!answer.isEmpty()
                    && number(answer.get(2)) == 1
                    && !text(answer.get(3)).isEmpty()) {
                unmarked.add(redis.run(
                        UNMARK, List.of(Keys.unique(text(answer.get(0)), text(answer.get(3)))), Args.of(ids.get(i))));
            }
        }
        RedisLink.await(unmarked);
    }

    private static List<String> hashes(List<String> ids) {
        return ids.stream().map(Keys::message).toList();
    }

    private static List<Touched> touched(List<String> ids, List<Object> answers) {
        List<Touched> touched = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Object> answer = list(answers.get(i));
            if (!answer.isEmpty()) {
                boolean isChanged = answer.size() > 2 && number(answer.get(2)) == 1;
                touched.add(new Touched(ids.get(i), text(answer.get(0)), Status.of(text(answer.get(1))), isChanged));
            }
        }
        return touched;
    }

    @Override
    public void unlist(String handler, List<String> ids) {
        unlist(handler, ids, LONGEST_SEARCHED, Keys.pending(handler), Keys.expiring(handler));
    }

    @Override
    public void drop(String handler, List<String> ids) {
        unlist(
                handler,
                ids,
                LONGEST_SEARCHED,
                Keys.pending(handler),
                Keys.expiring(handler),
                Keys.wip(handler),
                Keys.lease(handler),
                Keys.finished(handler),
                Keys.failed(handler),
                Keys.ending(handler));
    }

    private void unlist(String handler, List<String> ids, int longestSearched, String... zsets) {
        redis.call(UNLIST, Keys.places(handler, zsets), Args.of(longestSearched).add(ids.toArray()));
    }

    @Override
    public List<String> requeue(String handler, List<Ended> failed) {
        if (failed.isEmpty()) {
            return List.of();
        }
        Args args = new Args();
        failed.forEach(message -> args.add(message.id(), message.onFinish().isEmpty() ? 0 : 1));
        List<Object> told = redis.call(
                READMIT,
                List.of(Keys.failed(handler), Keys.wip(handler), Keys.pending(handler), Keys.ending(handler)),
                args);
        List<String> announced = marked(failed.stream().map(Ended::id).toList(), told.subList(1, told.size()));
        note(handler, announced);
        List<String> back = revive(announced, number(told.getFirst()));
        enqueue(handler, back);
        return back;
    }

    /** The index knows again where they belong. */
    private void note(String handler, List<String> ids) {
        List<CompletionStage<byte[]>> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(redis.commands().hget(Keys.message(id), "place")));
        List<byte[]> codes = RedisLink.await(answers);
        for (int i = 0; i < ids.size(); i++) {
            if (codes.get(i) != null) {
                RedisLink.await(redis.commands().hset(Keys.place(handler), Map.of(ids.get(i), codes.get(i))));
            }
        }
    }

    private static List<String> marked(List<String> ids, List<Object> marks) {
        List<String> marked = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i) != null && number(marks.get(i)) == 1) { // nothing is said when it is too late
                marked.add(ids.get(i));
            }
        }
        return marked;
    }

    private List<String> revive(List<String> ids, long announced) {
        return ids.isEmpty()
                ? List.of()
                : marked(
                        ids,
                        redis.each(
                                REVIVE,
                                hashes(ids),
                                Args.of(announced, REVIVE_WITHIN_MILLIS, UtcText.now(clock)),
                                place -> NONE));
    }

    private void enqueue(String handler, List<String> ids) {
        if (!ids.isEmpty()) {
            Args args = new Args();
            ids.forEach(id -> args.add(id, 0));
            redis.call(ENQUEUE, Keys.toEnqueue(handler), args);
            removeFrom(handler, QueueSection.FAILED, ids);
        }
    }

    @Override
    public List<String> first(String handler, QueueSection section, long after, int count) {
        return section == QueueSection.QUEUED
                ? indexes.claimable(handler, count)
                : indexes.range(handler, section, after, after + count - 1);
    }

    @Override
    public void removeFrom(String handler, QueueSection section, List<String> ids) {
        byte[][] members =
                ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        if (members.length == 0) {
            return;
        }
        if (section == QueueSection.FINISHED || section == QueueSection.FAILED) {
            RedisLink.await(redis.commands().zrem(QueueIndexes.key(handler, section), members));
            return;
        }
        List<CompletionStage<Long>> removed = new ArrayList<>();
        for (byte[] member : section == QueueSection.QUEUED ? members : new byte[0][]) {
            removed.add(redis.commands()
                    .lrem(Keys.queue(handler), 1, member)); // they are near the head: nothing is searched
        }
        RedisLink.await(removed);
        unlist(handler, ids, NOT_AT_ALL, Keys.pending(handler), Keys.expiring(handler), Keys.ending(handler));
    }

    @Override
    public long count(String handler, QueueSection section) {
        return RedisLink.await(indexes.count(handler, section));
    }
}
