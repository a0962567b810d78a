package io.butterfly.baichuan.push;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.Outage;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;

/**
 * Whether the service of a delivery can be connected to. While it cannot, one message at a time tries it, after a pause
 * that grows with each try. The others stay in their queue, so that they keep their order and their age.
 */
final class Reach {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Backoff pauses;
    private final SteadyClock clock;
    private final Outage outage;
    private volatile int tries; // in vain, one after the other; changed under the lock only
    private Deadline rest;

    /** @param first pause, which may be longer than the longest */
    Reach(String name, Duration first, SteadyClock clock) {
        this.pauses = new Backoff(first, first.compareTo(LONGEST_PAUSE) > 0 ? first : LONGEST_PAUSE);
        this.clock = clock;
        this.outage = new Outage(name);
        this.rest = clock.deadline(Duration.ZERO);
    }

    /** @param why it could not be connected to */
    void failed(String why) {
        outage.failed("messages wait, because " + why);
        synchronized (this) {
            if (tries == 0 || rest.hasPassed()) { // else another one of the same moment has said so
                rest = clock.deadline(pauses.delay(++tries));
            }
        }
    }

    void worked() {
        if (tries > 0) {
            synchronized (this) {
                tries = 0;
            }
        }
        outage.worked();
    }

    /** How long no message is to be tried. */
    synchronized Duration rest() {
        return tries == 0 ? Duration.ZERO : rest.left();
    }

    /** @param all how many messages a working service gets at the same time */
    int most(int all) {
        return tries == 0 ? all : 1;
    }
}
