package io.butterfly.baichuan.publish;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.publish.PublishSteps.Written;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.waiting.Wakeups;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Batcher;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes messages, each id at most once. What many callers publish at the same time is written together. */
@Singleton
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int MAX_TRIES = 3;
    private static final int AT_ONCE = 2;
    /** In all about as long as a publish takes on a replica that has much to do. */
    private static final Backoff LOOK_AGAIN = new Backoff(Duration.ofMillis(2), Duration.ofMillis(50));

    private static final int MOST_LOOKS = 7;
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
     *
     * <p>Drafts whose equal is only being published come again: those of the same batch as soon as it is there, the
     * others after pauses that only their caller makes, and not for long.
     */
    public List<Published> publish(List<Draft> drafts) {
        Published[] answers = batcher.submit(drafts).toArray(Published[]::new);
        int[] open = open(answers);
        for (int looks = 0; open.length > 0 && looks <= MOST_LOOKS; ) {
            if (looks > 0) {
                LockSupport.parkNanos(LOOK_AGAIN.delay(looks).toNanos());
            }
            List<Published> later =
                    batcher.submit(Arrays.stream(open).mapToObj(drafts::get).toList());
            for (int i = 0; i < open.length; i++) {
                answers[open[i]] = later.get(i);
            }
            int before = open.length;
            open = open(answers);
            looks = open.length < before ? 0 : looks + 1;
        }
        return List.of(answers);
    }

    private static int[] open(Published[] answers) {
        return IntStream.range(0, answers.length)
                .filter(i -> answers[i].isNotYet())
                .toArray();
    }

    /**
     * Known ids are answered with what is there; of a draft that is to be unique its mark decides; what is left is
     * created. An id that comes twice is published once, by its first draft; the second one is answered like a repeated
     * call.
     */
    private List<Published> publishNow(List<Draft> drafts) {
        Map<String, ExistingMessage> known = new HashMap<>(
                find(drafts.stream().filter(draft -> !draft.isFresh()).toList()));
        Admission admission = deduplication.admit(
                drafts.stream().filter(draft -> !known.containsKey(draft.id())).toList());
        Map<Draft, Published> answers = admission.answers();
        publishUnknown(admission.admitted(), known, answers);
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
        Written written = createAndEnqueue(drafts);
        List<Draft> created = new ArrayList<>();
        List<Draft> others = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            (written.had().get(i).isEmpty() ? created : others).add(drafts.get(i));
        }
        count(created, written.announced());
        created.forEach(draft -> {
            known.put(draft.id(), ExistingMessage.of(draft));
            answers.put(draft, Published.created(draft.id()));
        });
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

    private Written createAndEnqueue(List<Draft> drafts) {
        if (oneTrip.isPossible(drafts)) {
            return new Written(oneTrip.publish(drafts), 0);
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<Written> written = steps.publish(drafts);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw new Refusal(
                Stat.ERR_SERVER_EXCEPTION,
                "publishing was too slow, and some of the messages may be there all the same; try again with the same"
                        + " task_id");
    }

    /** Claims are woken for what is due; the queues of the others have messages now, too. */
    private void count(List<Draft> created, long announced) {
        Map<String, Integer> all = new HashMap<>();
        Map<String, Integer> due = new HashMap<>();
        for (Draft draft : created) {
            all.merge(draft.handler(), 1, Integer::sum);
            due.merge(draft.handler(), draft.options().due().after(announced) == 0 ? 1 : 0, Integer::sum);
        }
        due.forEach(wakeups::queued);
        all.forEach(tally::published);
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
