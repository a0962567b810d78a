package io.butterfly.notices.delivery;

import io.butterfly.notices.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The notices of a service. Time is the store's. */
public interface NoticeStore {
    /** Whether its table is there: a first start makes it, once the database can be reached. */
    boolean isReady();

    /** From a notice and the time to what becomes of it. */
    @FunctionalInterface
    interface Change extends BiFunction<Notice, Instant, Notice> {}

    /**
     * Some open notices of a sink that are due, and that no other replica gets before the lease has ended.
     *
     * @param due kinds by sink
     * @param troubled what is open and not over
     */
    record Look(Map<String, Set<String>> due, Set<Subject> troubled) {}

    Look look();

    /**
     * Makes sure that there is an open notice of each key, and changes all open ones of these keys and of the subjects.
     * One that changes to an equal one is not written.
     */
    void change(Map<Notice.Key, Notice.About> wanted, Collection<Subject> subjects, Change change);

    /** At most so many open ones of a sink and a kind that are due; no other replica gets them within the lease. */
    Taken take(String sink, String kind, int limit, Duration lease);

    /** @param now by the store's clock */
    record Taken(List<Notice> notices, Instant now) {}

    /** Changes those of which this replica still has the lease, and ends the lease. */
    void end(Collection<Notice> taken, Change change);

    /** The latest first; an empty text stands for all. */
    List<Notice> list(String state, String kind, String object, int limit);

    Map<Notice.State, Long> counts();

    /** For how long a sink has not taken a notice, the longest of all; zero when each has taken all. */
    Duration longestUntaken();

    /**
     * Closes some that have been due for so long.
     *
     * @param sinks the others, which are not touched
     */
    int suppress(Collection<String> sinks, Duration overdue, int limit);

    /** Deletes some in which nothing has happened for so long. */
    int forget(Duration age, int limit);
}
