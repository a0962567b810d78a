package io.butterfly.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says while something fails again and again: a line when it begins, more at growing intervals, and one
 * when it works again. Loops that need the same peer share one.
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String name;
    private final SteadyClock clock;
    private final Set<Class<?>> seen = new HashSet<>();
    private volatile int failures; // changed under the lock only
    private long since;
    private Duration interval;
    private Deadline quiet;

    /** @param name of what fails */
    public Outage(String name) {
        this(name, SteadyClock.system());
    }

    Outage(String name, SteadyClock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** @param pause until the next try */
    public synchronized void failed(Duration pause, Throwable e) {
        boolean isFault = seen.add(e.getClass()) && !(e instanceof IOException); // whose text says enough
        boolean isTime = isTimeToSay();
        if (isFault) {
            LOG.warn("{} failed, next try in {} ms", name, pause.toMillis(), e);
        } else if (isTime && failures == 1) {
            LOG.warn("{} failed, next try in {} ms: {}", name, pause.toMillis(), e.toString());
        } else if (isTime) {
            LOG.warn("{} failed {} times in {} s: {}", name, failures, seconds(), e.toString());
        }
    }

    /** @param why what is put off by it, and until when */
    public synchronized void failed(String why) {
        if (isTimeToSay()) {
            LOG.warn("{} failed {} time(s) in {} s: {}", name, failures, seconds(), why);
        }
    }

    private boolean isTimeToSay() {
        failures++;
        if (failures > 1 && !quiet.hasPassed()) {
            return false;
        }
        if (failures == 1) {
            since = clock.nanos();
            interval = FIRST;
        } else {
            Duration doubled = interval.multipliedBy(2);
            interval = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
        quiet = clock.deadline(interval);
        return true;
    }

    public void worked() {
        if (failures > 0) {
            recovered();
        }
    }

    private synchronized void recovered() {
        if (failures > 0) {
            LOG.info("{} works again; it failed {} times in {} s", name, failures, seconds());
            failures = 0;
            seen.clear();
        }
    }

    /** For how long it has been failing; zero when it works. */
    public synchronized Duration age() {
        return failures == 0 ? Duration.ZERO : clock.since(since);
    }

    private long seconds() {
        return age().toSeconds();
    }
}
