package io.butterfly.baichuan.recovery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Redis shows of Python workers, and what was taken from them. */
public interface PythonStore {
    /** What the registry has about these Python workers, and about all that are listed in it. */
    Collection<Registration> registrations(Set<String> workers);

    /**
     * When each worker last ended a message of this handler, some hundreds of those that ended since then (ms).
     *
     * @param keeps for how many seconds such messages may be kept
     */
    Map<String, Long> ends(String handler, Set<Integer> keeps, long since, long now);

    /** These ids are about to be taken from a Python worker: for an hour they are looked at. */
    void noteReturned(String handler, long now, List<String> ids);

    /** Those ids need not be looked at any more. */
    void forgetReturned(String handler, List<String> ids);

    /** The handlers that Python workers have. */
    Set<String> foreignQueues();
}
