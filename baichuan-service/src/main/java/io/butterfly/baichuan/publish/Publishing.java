package io.butterfly.baichuan.publish;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.waiting.Wakeups;
import io.butterfly.kernel.Batcher;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes messages, each id at most once. What many callers publish at the same time is written together. */
@Singleton
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int MAX_TRIES = 3;
    private static final int AT_ONCE = 2;
    private static final Batcher.Limits<Draft> ONE_BATCH =
            new Batcher.Limits<>(400, 4 << 20, draft -> draft.params().length());

    private final ExistingMessages messages;
    private final PublishSteps steps;
    private final OneTripPublish oneTrip;
    private final Deduplication deduplication;
    private final Wakeups wakeups;
    private final Tally tally;
    private final Batcher<Draft, Published> batcher = new Batcher<>(this::publishNow, AT_ONCE, ONE_BATCH);

    Publishing(
            ExistingMessages messages,
            PublishSteps steps,
            OneTripPublish oneTrip,
            Deduplication deduplication,
            Wakeups wakeups,
            Tally tally) {
        this.messages = messages;
        this.steps = steps;
        this.oneTrip = oneTrip;
        this.deduplication = deduplication;
        this.wakeups = wakeups;
        this.tally = tally;
    }

    /**
     * In the order of the drafts. When it throws, some may have been published: publishing the same ids again is safe.
     */
    public List<Published> publish(List<Draft> drafts) {
        return batcher.submit(drafts);
    }

    /**
     * Known ids are answered with what is there; of a draft that is to be unique its mark decides; what is left is
     * created. An id that comes twice is published once, by its first draft; the second one is answered like a repeated
     * call.
     */
    private List<Published> publishNow(List<Draft> drafts) {
        Map<String, ExistingMessage> known = new HashMap<>(
                find(drafts.stream().filter(draft -> !draft.isFresh()).toList()));
        Map<Draft, Published> answers = new IdentityHashMap<>();
        Map<String, Draft> unknown = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            if (!known.containsKey(draft.id()) && !unknown.containsKey(draft.id())) {
                Optional<Published> equal =
                        draft.unique().mode() == Unique.Mode.NO ? Optional.empty() : deduplication.instead(draft);
                equal.ifPresentOrElse(there -> answers.put(draft, there), () -> unknown.put(draft.id(), draft));
            }
        }
        publishUnknown(List.copyOf(unknown.values()), known, answers);
        relist(drafts.stream().filter(draft -> !answers.containsKey(draft)).toList(), known);
        return drafts.stream()
                .map(draft -> answers.containsKey(draft) ? answers.get(draft) : there(draft, known.get(draft.id())))
                .toList();
    }

    private Map<String, ExistingMessage> find(List<Draft> drafts) {
        return drafts.isEmpty()
                ? Map.of()
                : messages.find(drafts.stream().map(Draft::id).toList());
    }

    /** Afterwards their messages are known, also those that were published by others meanwhile. */
    private void publishUnknown(List<Draft> drafts, Map<String, ExistingMessage> known, Map<Draft, Published> answers) {
        if (drafts.isEmpty()) {
            return;
        }
        List<Optional<Status>> had = createAndEnqueue(drafts);
        wake(drafts);
        List<Draft> others = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (had.get(i).isEmpty()) {
                known.put(draft.id(), ExistingMessage.of(draft));
                answers.put(draft, Published.created(draft.id()));
            } else {
                others.add(draft);
            }
        }
        known.putAll(find(others));
    }

    /**
     * A server of a cluster that lost its last second may have lost an index and kept the hash. The message is
     * announced again when its publisher repeats the call.
     */
    private void relist(List<Draft> drafts, Map<String, ExistingMessage> known) {
        List<Draft> lost = messages.lost(drafts, known);
        if (!lost.isEmpty()) {
            LOG.warn(
                    "{} queued messages were in no index, {} among them; they are listed again",
                    lost.size(),
                    lost.getFirst().id());
            steps.announce(lost);
        }
    }

    private static Published there(Draft draft, ExistingMessage known) {
        return known == null
                ? new Published(draft.id(), Published.Kind.THERE, Optional.empty(), "")
                : known.answer(draft);
    }

    private List<Optional<Status>> createAndEnqueue(List<Draft> drafts) {
        if (oneTrip.isPossible(drafts)) {
            return oneTrip.publish(drafts);
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<List<Optional<Status>>> found = steps.publish(drafts);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new Refusal(
                Stat.ERR_SERVER_EXCEPTION,
                "publishing was too slow, so nothing was published; try again with the same task_id");
    }

    private void wake(Collection<Draft> drafts) {
        Map<String, Integer> counts = new HashMap<>();
        drafts.forEach(draft -> counts.merge(draft.handler(), 1, Integer::sum));
        counts.forEach(wakeups::queued);
        counts.forEach(tally::published);
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
