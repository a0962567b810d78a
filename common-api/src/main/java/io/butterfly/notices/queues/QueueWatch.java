package io.butterfly.notices.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.notices.Subject;
import io.butterfly.notices.Watch;
import io.butterfly.notices.rules.RulesFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks BaiChuan about its queues every half minute. While it does not answer, nothing is known and nothing changes. */
public final class QueueWatch implements Watch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final BaiChuanClient baiChuan;
    private final Events events;
    private final RulesFile rules;
    private final BooleanSupplier isMine;
    private final SteadyClock clock;
    private final VirtualThreads threads = new VirtualThreads("queue-watch", Duration.ZERO);
    private final AtomicBoolean isAsking = new AtomicBoolean();
    /** Reported and not over; only used by the one that asks. */
    private Set<Subject> reported = new HashSet<>();

    /** Since when messages of handlers wait that no worker takes (ns); only used by the one that asks. */
    private final Map<String, Long> unservedSince = new HashMap<>();

    private Deadline next;

    /** @param isMine whether this replica is the one that does it: one is enough */
    public QueueWatch(BaiChuanClient baiChuan, Events events, RulesFile rules, BooleanSupplier isMine) {
        this(baiChuan, events, rules, isMine, SteadyClock.system());
    }

    QueueWatch(BaiChuanClient baiChuan, Events events, RulesFile rules, BooleanSupplier isMine, SteadyClock clock) {
        this.baiChuan = baiChuan;
        this.events = events;
        this.rules = rules;
        this.isMine = isMine;
        this.clock = clock;
        this.next = clock.deadline(PAUSE);
    }

    @Override
    public void look() {
        if (next.hasPassed() && isAsking.compareAndSet(false, true)) {
            next = clock.deadline(PAUSE);
            threads.start(() -> {
                try {
                    ask();
                } finally {
                    isAsking.set(false);
                }
            });
        }
    }

    /** One question, and what follows from its answer. */
    void ask() {
        try {
            if (isMine.getAsBoolean()) {
                compareAll(baiChuan.queueList());
                return;
            }
        } catch (RuntimeException e) {
            LOG.debug("the queues are not known", e);
        }
        unservedSince.clear(); // a worker may come and go without its being known here
    }

    private void compareAll(JsonNode answer) {
        JsonNode queues = answer.path("data").path("queues");
        if (!queues.isArray()) {
            return;
        }
        Set<Subject> troubled = new HashSet<>();
        Set<String> unserved = new HashSet<>();
        for (JsonNode queue : queues) {
            if (QueueTrouble.isUnserved(queue)) {
                unserved.add(queue.path("handler").asText());
            }
            troubled.addAll(compare(queue));
        }
        unservedSince.keySet().retainAll(unserved);
        reported.removeAll(troubled);
        reported.forEach(gone -> events.recovered(gone.kind(), gone.object(), clock::instant));
        reported = troubled;
    }

    /** What is in trouble. That the last worker of an old queue is gone does not end that it is old. */
    private Set<Subject> compare(JsonNode queue) {
        String handler = queue.path("handler").asText();
        Duration unserved = QueueTrouble.isUnserved(queue)
                ? clock.since(unservedSince.computeIfAbsent(handler, since -> clock.nanos()))
                : Duration.ZERO;
        Optional<EventKind> trouble =
                QueueTrouble.of(queue, rules.current().limits().queueAge(), unserved);
        Set<Subject> troubled = new HashSet<>();
        for (EventKind kind : QueueTrouble.KINDS) {
            Subject subject = new Subject(kind, handler);
            if (trouble.filter(kind::equals).isPresent()) {
                troubled.add(subject);
                if (!reported.contains(subject)) {
                    report(subject, queue, QueueTrouble.seconds(queue, unserved));
                }
            } else if (trouble.isEmpty() || kind == EventKind.QUEUE_UNSERVED) {
                events.recovered(kind, handler, clock::instant);
            } else if (reported.contains(subject)) {
                troubled.add(subject);
            }
        }
        return troubled;
    }

    private void report(Subject subject, JsonNode queue, long seconds) {
        String what =
                subject.kind() == EventKind.QUEUE_UNSERVED ? "no worker takes messages of " : "messages wait long in ";
        events.report(Event.of(
                subject.kind(),
                subject.object(),
                subject.object(),
                what + subject.object() + ": " + queue.path("queued").asLong() + " wait, the next one for " + seconds
                        + " s",
                "",
                clock.instant()));
    }

    @Override
    public void close() {
        threads.close();
    }
}
