package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.message.MessageSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What recovery looks at, and the index steps that are only its own. */
public interface RecoveryStore {
    /** At most so many ids of each kind; delayed messages that are due become claimable by this. */
    List<Survey> survey(List<String> handlers, int most);

    /** How these messages stand; those that are gone are left out. */
    Map<String, MessageSnapshot> snapshots(List<String> ids);

    /** Announced ids become claimable when they are due (ms, 0 for now). */
    void enqueue(String handler, Map<String, Long> dueById);

    /** Announced ids leave the index, unless they were announced again; the value says whether the message is gone. */
    void forget(String handler, long now, Map<String, Boolean> goneById);

    /** Ids whose message ended while it was queued are queued and delayed no more. */
    void unlist(String handler, List<String> ids);

    /** Ids with a ttl are to be looked at then (ms). */
    void lookLater(String handler, Map<String, Long> atById);

    /** Queued ids that may be in no index any more; recovery will look at them. */
    void announceAgain(String handler, long now, List<String> ids);

    /** Ids that owe an on_finish, whether they have ended or not, from a place on. */
    List<String> owing(String handler, long from, int most);

    /** The index follows the leases (ms). */
    void hold(String handler, Map<String, Long> untilById);

    /** These ids have no lease of ours any more, unless it lasts longer than this (ms), and stay taken. */
    void unlease(String handler, long lapsedBy, List<String> ids);

    /**
     * Of these handlers those that have been without any message, limit or pause for so long are not known any more.
     * Returns these.
     */
    List<String> retire(List<String> handlers, Duration emptyFor);

    void makeKnown(List<String> handlers);
}
