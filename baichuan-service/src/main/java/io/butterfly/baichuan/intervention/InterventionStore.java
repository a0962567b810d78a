package io.butterfly.baichuan.intervention;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.queue.QueueSection;
import java.util.List;
import java.util.Set;

/** The steps of an operator's work. What is not there is left out of each answer. */
public interface InterventionStore {
    /** Hashes: queued ones end so, started ones are marked. */
    List<Touched> cancel(List<String> ids, Verdict verdict);

    /** Hashes: those in one of these states go. */
    List<Touched> erase(List<String> ids, Set<Status> states);

    /** Index: ids that ended while they were queued are queued and delayed no more. */
    void unlist(String handler, List<String> ids);

    /** Index: ids whose hash is gone leave all of it. */
    void drop(String handler, List<String> ids);

    /** Index, hash, index: failed messages of one handler become claimable. Returns the ids of those that did. */
    List<String> requeue(String handler, List<Ended> failed);

    /** Some ids of a section, those that came first, after so many others. */
    List<String> first(String handler, QueueSection section, long after, int count);

    /** Index: a section's first ids leave it. */
    void removeFrom(String handler, QueueSection section, List<String> ids);

    long count(String handler, QueueSection section);
}
