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
import java.util.HashSet;
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
    private final SteadyClock clock = SteadyClock.system();
    private final VirtualThreads threads = new VirtualThreads("queue-watch", Duration.ZERO);
    private final AtomicBoolean isAsking = new AtomicBoolean();
    /** Reported and not over; only used by the one that asks. */
    private Set<Subject> reported = new HashSet<>();

    private Deadline next = clock.deadline(PAUSE);

    /** @param isMine whether this replica is the one that does it: one is enough */
    public QueueWatch(BaiChuanClient baiChuan, Events events, RulesFile rules, BooleanSupplier isMine) {
        this.baiChuan = baiChuan;
        this.events = events;
        this.rules = rules;
        this.isMine = isMine;
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
                compare(baiChuan.queueList());
            }
        } catch (RuntimeException e) {
            LOG.debug("the queues are not known", e);
        }
    }

    private void compare(JsonNode answer) {
        JsonNode queues = answer.path("data").path("queues");
        if (!queues.isArray()) {
            return;
        }
        Duration limit = rules.current().limits().queueAge();
        Set<Subject> troubled = new HashSet<>();
        for (JsonNode queue : queues) {
            QueueTrouble.of(queue, limit).ifPresent(kind -> {
                Subject subject = new Subject(kind, queue.path("handler").asText());
                troubled.add(subject);
                if (!reported.contains(subject)) {
                    report(subject, queue);
                }
            });
            for (EventKind kind : QueueTrouble.KINDS) {
                Subject subject = new Subject(kind, queue.path("handler").asText());
                if (!troubled.contains(subject)) {
                    events.recovered(kind, subject.object(), clock::instant);
                }
            }
        }
        reported.removeAll(troubled);
        reported.forEach(gone -> events.recovered(gone.kind(), gone.object(), clock::instant));
        reported = troubled;
    }

    private void report(Subject subject, JsonNode queue) {
        String what =
                subject.kind() == EventKind.QUEUE_UNSERVED ? "no worker takes messages of " : "messages wait long in ";
        events.report(Event.of(
                subject.kind(),
                subject.object(),
                subject.object(),
                what + subject.object() + ": " + queue.path("queued").asLong() + " wait, the next one for "
                        + queue.path("oldest_age").asLong() + " s",
                "",
                clock.instant()));
    }

    @Override
    public void close() {
        threads.close();
    }
}
