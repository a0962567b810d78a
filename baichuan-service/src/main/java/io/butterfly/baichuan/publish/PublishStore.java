package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of publishing; each takes many messages and has been written when it returns. See the package's text. */
public interface PublishStore {
    /** For so long an announced id is its publisher's business. */
    Duration ANNOUNCED = Duration.ofSeconds(6);

    /** The messages of these ids that are there. */
    Map<String, ExistingMessage> find(List<String> ids);

    /**
     * Those of these drafts whose messages are queued and in no index: nobody would ever execute them. Not looked for
     * in a long queue.
     */
    List<Draft> lost(List<Draft> drafts);

    /**
     * The mark of equal messages: this one takes it when nobody has it, or only the one that may be replaced ('' for
     * nobody).
     */
    UniqueMark mark(UniqueMark.Wish wish, String replaceable);

    /** This one has the mark no more. */
    void unmark(UniqueMark.Wish wish);

    /**
     * A message that waits takes this one's parameters and, when told to, its due time. False when it waits no more.
     */
    boolean rewrite(String waiting, Draft draft, boolean isDueAnew);

    /**
     * All steps of publishing, which are below. For each draft the status that a message of its id had before, nothing
     * when it was created now; all of it empty when it was too late, and nothing was published.
     */
    Optional<List<Optional<Status>>> publish(List<Draft> drafts);

    /** Returns the store's time, which {@link #create} wants to see. */
    long announce(List<Draft> drafts);

    /**
     * For each draft the status that a message of its id had before, nothing when it was created now; all of it empty
     * when it is too late.
     */
    Optional<List<Optional<Status>>> create(List<Draft> drafts, long announced);

    /**
     * The last step, after which a throttled message's mark stays although the message goes.
     *
     * @param announced as {@link #announce} returned it: a delay counts from then
     */
    void enqueue(List<Draft> drafts, long announced);
}
