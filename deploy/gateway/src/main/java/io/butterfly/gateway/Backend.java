package io.butterfly.gateway;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One process behind the gateway, and whether it seems to live.
 *
 * <p>It is silent when a call has waited for seconds while it answered nothing at all, or when it could not be
 * connected to. Calls go to the others of its service first, until it gives a sign of life.
 */
final class Backend {
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Instant NOTHING_WAITS = Instant.MAX;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private final String name;
    private final String base;
    private final Clock clock;
    private int waiting;
    private Instant waitingSince = NOTHING_WAITS;
    private Instant askedAt = Instant.MIN;

    /**
     * @param name as it stands in messages and in the health report
     * @param base {@code http://host:port}
     */
    Backend(String name, String base, Clock clock) {
        this.name = name;
        this.base = base.strip().replaceFirst("/+$", "");
        this.clock = clock;
        URI uri = URI.create(this.base);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of " + name + " must have the form http://host:port, not '" + base + "'");
        }
    }

    String name() {
        return name;
    }

    String base() {
        return base;
    }

    /** The same path and query there, as they were written. */
    URI at(URI requested) {
        String query = requested.getRawQuery() == null ? "" : "?" + requested.getRawQuery();
        return URI.create(base + requested.getRawPath() + query);
    }

    /** A call that should be answered soon was sent there. */
    synchronized void sent() {
        waiting++;
        if (waitingSince.equals(NOTHING_WAITS)) {
            waitingSince = clock.instant();
        }
    }

    synchronized void answered() {
        waiting--;
        lives();
    }

    /** The call is not waited for any more; an answer that did not come in time is no sign of life. */
    synchronized void gaveUp() {
        waiting--;
    }

    /** It answered something. */
    synchronized void lives() {
        waitingSince = waiting > 0 ? clock.instant() : NOTHING_WAITS;
    }

    synchronized void cannotBeReached() {
        waitingSince = Instant.MIN;
    }

    synchronized boolean isSilent() {
        return waitingSince.isBefore(clock.instant().minus(SILENCE));
    }

    /** Whether it is silent and was not asked for a sign of life in the last second; the caller asks it next. */
    synchronized boolean isToBeAsked() {
        Instant now = clock.instant();
        if (!isSilent() || askedAt.isAfter(now.minus(BETWEEN_QUESTIONS))) {
            return false;
        }
        askedAt = now;
        return true;
    }
}
