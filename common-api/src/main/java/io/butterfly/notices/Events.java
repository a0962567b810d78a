package io.butterfly.notices;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from any thread and keeps them for the loop. When its room is used up further ones are counted and
 * dropped: whoever reports never waits.
 *
 * <p>Successes are by far the most frequent thing that happens, so a recovery is reported only of subjects that are
 * known to be in trouble, by this process or by the table.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int ROOM = 10_000;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(ROOM);
    private final boolean isOn;
    private final SteadyClock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong nextWarning;
    /** Objects in trouble by kind, each with the look at the table at which it was reported here or found there. */
    private final Map<EventKind, Map<String, Long>> troubled = new EnumMap<>(EventKind.class);

    private volatile long looks;
    private volatile Duration lateLimit = Duration.ofMinutes(1);

    private Events(boolean isOn, SteadyClock clock) {
        this.isOn = isOn;
        this.clock = clock;
        this.nextWarning = new AtomicLong(clock.nanos());
        for (EventKind kind : EventKind.values()) {
            troubled.put(kind, new ConcurrentHashMap<>());
        }
    }

    public static Events kept(SteadyClock clock) {
        return new Events(true, clock);
    }

    /** Where nothing makes events known: they are forgotten at once. */
    public static Events forgotten() {
        return new Events(false, SteadyClock.system());
    }

    /** Whether they are made known, and not forgotten. */
    public boolean isKept() {
        return isOn;
    }

    public void report(Event event) {
        if (!isOn) {
            return;
        }
        if (event.subject().kind().canRecover()) {
            troubled.get(event.subject().kind()).put(event.subject().object(), looks);
        }
        add(event);
    }

    private void add(Event event) {
        if (!waiting.offer(event)) {
            drop();
        }
    }

    /** One more that cannot be kept. */
    public void drop() {
        long count = dropped.incrementAndGet();
        long due = nextWarning.get();
        if (clock.nanos() - due >= 0 && nextWarning.compareAndSet(due, due(BETWEEN_WARNINGS))) {
            LOG.warn("{} events were dropped: they come faster than the table takes them", count);
        }
    }

    private long due(Duration pause) {
        return clock.nanos() + pause.toNanos();
    }

    /** Whether anything is in trouble. */
    public boolean isAnyTrouble() {
        return troubled.values().stream().anyMatch(objects -> !objects.isEmpty());
    }

    /** The object is well again. Costs next to nothing unless it is known to be in trouble. */
    public void recovered(EventKind kind, String object, Supplier<Instant> now) {
        if (troubled.get(kind).remove(object) != null) {
            add(Event.recovery(new Subject(kind, object), now.get()));
        }
    }

    /** What has come since, oldest first, at most so many. */
    public List<Event> take(int limit) {
        List<Event> taken = new ArrayList<>();
        waiting.drainTo(taken, limit);
        return taken;
    }

    /**
     * All that the table has in trouble now. What was reported before the last such look but one is in it, or never: so
     * they have to be further apart than events wait for the table.
     */
    public void inTrouble(Collection<Subject> subjects) {
        long look = looks + 1;
        looks = look;
        alsoInTrouble(subjects);
        troubled.values().forEach(objects -> objects.values().removeIf(at -> at < look - 1));
    }

    /** What the table has in trouble, at a look in between: nothing is forgotten. */
    public void alsoInTrouble(Collection<Subject> subjects) {
        long look = looks;
        subjects.forEach(one -> troubled.get(one.kind()).put(one.object(), look));
    }

    /** From how late on a firing is an event. */
    public Duration lateLimit() {
        return lateLimit;
    }

    public void lateLimit(Duration limit) {
        lateLimit = limit;
    }

    /** How many could not be kept, since the process began. */
    public long dropped() {
        return dropped.get();
    }
}
