package io.butterfly.notices.delivery;

import io.butterfly.kernel.Signal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.notices.delivery.Decision.Send;
import io.butterfly.notices.delivery.Texts.Line;
import io.butterfly.notices.rules.Rule;
import io.butterfly.notices.rules.Rules;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.notices.rules.SinkSettings;
import io.butterfly.notices.send.NoticeText;
import io.butterfly.notices.send.SinkFailed;
import io.butterfly.notices.send.Sinks;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices that are due, each sink on threads of its own: one of a sink and a kind at a time, so that a sink that
 * stalls holds up nothing else, and what gathers meanwhile goes together.
 */
@Singleton
@Requires(beans = NoticeStore.class)
final class Sending implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final int MOST_AT_ONCE = 200;
    /** More of one sort are sent as one. */
    private static final int MOST_APART = 3;
    /** Longer than all sorts of one take may need, one after the other. */
    private static final Duration LEASE = Sinks.LIMIT.multipliedBy(12);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final NoticeStore store;
    private final RulesFile rules;
    private final Sinks sinks;
    private final Texts texts;
    private final NoticeMeters meters;
    private final Signal room = new Signal();
    private final Set<Lane> busy = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hasMadeRoom = new AtomicBoolean();
    private final VirtualThreads threads = new VirtualThreads("notice", CLOSE_PATIENCE);

    private record Lane(String sink, String kind) {}

    Sending(NoticeStore store, RulesFile rules, Sinks sinks, Texts texts, NoticeMeters meters) {
        this.store = store;
        this.rules = rules;
        this.sinks = sinks;
        this.texts = texts;
        this.meters = meters;
    }

    /** Raised when a sink has come free. */
    Signal room() {
        return room;
    }

    /** Returns at once. */
    void start(String sink, String kind) {
        Lane lane = new Lane(sink, kind);
        if (busy.add(lane)) {
            threads.start(() -> {
                try {
                    send(lane);
                } catch (InterruptedException e) {
                    LOG.debug("sending to {} was interrupted", sink);
                } catch (RuntimeException e) {
                    LOG.warn("notices for {} are sent again later: {}", sink, e.toString());
                } finally {
                    busy.remove(lane);
                    hasMadeRoom.set(true);
                    room.raise();
                }
            });
        }
    }

    /** Whether a sink has come free since this was last asked. */
    boolean hasMadeRoom() {
        return hasMadeRoom.getAndSet(false);
    }

    private void send(Lane lane) throws InterruptedException {
        Rules inForce = rules.current();
        SinkSettings settings = inForce.sinks().get(lane.sink());
        if (settings == null) { // the file has just changed
            return;
        }
        NoticeStore.Taken taken = store.take(lane.sink(), lane.kind(), MOST_AT_ONCE, LEASE);
        Map<Decision.What, List<Line>> sorts = new LinkedHashMap<>();
        List<Notice> others = new ArrayList<>();
        for (Notice notice : taken.notices()) {
            if (Decision.of(notice, inForce, taken.now()) instanceof Send(Decision.What what, long news)) {
                sorts.computeIfAbsent(what, sort -> new ArrayList<>()).add(new Line(notice, what, news));
            } else {
                others.add(notice);
            }
        }
        release(others, inForce);
        Deque<List<Line>> unsent = new ArrayDeque<>();
        sorts.values().forEach(lines -> unsent.addAll(apart(lines)));
        try {
            while (!unsent.isEmpty()) {
                send(settings, lane.sink(), unsent.element(), inForce);
                unsent.remove();
            }
        } catch (InterruptedException e) { // the service stops: other replicas need not wait for the lease
            release(unsent.stream().flatMap(List::stream).map(Line::notice).toList(), inForce);
            throw e;
        }
    }

    /** Lists of what is sent as one. */
    private static List<List<Line>> apart(List<Line> lines) {
        return lines.size() > MOST_APART
                ? List.of(lines)
                : lines.stream().map(List::of).toList();
    }

    private void release(List<Notice> notices, Rules inForce) {
        if (!notices.isEmpty()) {
            store.end(notices, (notice, now) -> settled(notice.released(asTaken(notice, notices)), inForce, now));
        }
    }

    private void send(SinkSettings settings, String sink, List<Line> lines, Rules inForce) throws InterruptedException {
        List<Notice> notices = lines.stream().map(Line::notice).toList();
        NoticeText text = lines.size() == 1 ? texts.one(lines.getFirst(), inForce) : texts.together(lines, inForce);
        try {
            sinks.send(settings, text);
            meters.sent();
            store.end(notices, (notice, at) -> settled(sent(notice, notices, inForce, at), inForce, at));
        } catch (SinkFailed e) {
            meters.failed();
            LOG.warn("the sink {} has not taken a notice, which is sent again later: {}", sink, e.getMessage());
            store.end(notices, (notice, at) -> settled(notice.failed(e.getMessage(), at), inForce, at));
        }
    }

    private static Notice asTaken(Notice notice, List<Notice> taken) {
        return taken.stream().filter(one -> one.id() == notice.id()).findFirst().orElseThrow();
    }

    private static Notice sent(Notice notice, List<Notice> sent, Rules inForce, Instant at) {
        Duration window = inForce.rule(notice.about().rule()).map(Rule::window).orElse(Rule.STANDARD_WINDOW);
        return notice.sent(asTaken(notice, sent), window, at);
    }

    static Notice settled(Notice notice, Rules rules, Instant now) {
        return notice.settled(Decision.of(notice, rules, now), now);
    }

    @Override
    public void close() {
        threads.close();
    }
}
