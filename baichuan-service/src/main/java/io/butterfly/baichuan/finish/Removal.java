package io.butterfly.baichuan.finish;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.UniqueMarks;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes messages: hashes first, then what is left of their ids in the index. */
@Singleton
public final class Removal {
    private static final Script ERASE = Script.load("finish/erase");
    private static final Script UNLIST = Script.load("finish/unlist");
    private static final int LONGEST_SEARCHED = 20_000;
    private static final int NOT_AT_ALL = -1;

    private final RedisLink redis;
    private final UniqueMarks marks;

    Removal(RedisLink redis, UniqueMarks marks) {
        this.redis = redis;
        this.marks = marks;
    }

    /**
     * What became of a message that was to be deleted.
     *
     * @param had its status before
     * @param isErased false when it is in a state in which it must stay
     * @param uniqueKey what it has in common with equal messages, empty for none
     * @param restarts the names of the restarts by which its id had begun anew, the newest first
     */
    public record Erased(
            String id, String handler, Status had, boolean isErased, String uniqueKey, List<String> restarts) {}

    /** Hashes: those in one of these states go, and their marks. Messages that do not exist are left out. */
    public List<Erased> erase(List<String> ids, Set<Status> states) {
        List<Erased> erased = erase(ids, states, ids.stream().map(id -> "").toList());
        await(erased.stream()
                .filter(message -> message.isErased() && !message.uniqueKey().isEmpty())
                .map(message -> marks.unmark(message.handler(), message.uniqueKey(), message.id()))
                .toList());
        return erased;
    }

    /** @param births for each id the created_at that its message must have, empty for any */
    List<Erased> erase(List<String> ids, Set<Status> states, List<String> births) {
        String words = states.stream().map(Status::word).collect(Collectors.joining(" "));
        List<Object> answers =
                redis.each(ERASE, Keys.messages(ids), Args.of(words), place -> new Object[] {births.get(place)});
        List<Erased> erased = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Answer answer = new Answer(answers.get(i));
            if (answer.hasMore()) {
                erased.add(erased(ids.get(i), answer));
            }
        }
        return erased;
    }

    private static Erased erased(String id, Answer answer) {
        String handler = answer.text();
        Status had = Status.of(answer.text());
        boolean isErased = answer.isOne();
        String uniqueKey = answer.text();
        String restarts = answer.text();
        return new Erased(
                id, handler, had, isErased, uniqueKey, restarts.isEmpty() ? List.of() : List.of(restarts.split(" ")));
    }

    /** Index: ids that ended while they were queued are claimable and delayed no more. */
    public void unlist(String handler, List<String> ids) {
        unlist(handler, ids, LONGEST_SEARCHED, Keys.pending(handler), Keys.expiring(handler));
    }

    /** The same for ids near the head of a queue of any length. */
    public void unlistNearHead(String handler, List<String> ids) {
        if (!ids.isEmpty()) {
            unlist(handler, ids, 1_000_000, Keys.pending(handler));
        }
    }

    /** Index: ids that were removed from the queue, or are delayed, leave what else is known of claimable ids. */
    public void unlistBesideQueue(String handler, List<String> ids) {
        unlist(handler, ids, NOT_AT_ALL, Keys.pending(handler), Keys.expiring(handler), Keys.ending(handler));
    }

    /** Index: ids of ended messages that no worker holds and whose hash is gone leave all of it. */
    void unlistEnded(String handler, List<String> ids) {
        unlist(
                handler,
                ids,
                LONGEST_SEARCHED,
                Keys.pending(handler),
                Keys.expiring(handler),
                Keys.finished(handler),
                Keys.failed(handler),
                Keys.ending(handler));
    }

    /** Index: ids whose hash is gone leave all of it. */
    public void unlistEverywhere(String handler, List<String> ids) {
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
        List<String> keys = Keys.indexesToMove(handler);
        keys.addAll(List.of(zsets));
        redis.call(UNLIST, keys, Args.of(longestSearched).add(ids.toArray()));
    }
}
