package io.butterfly.ruqi.replica;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's lease, kept by a loop of its own. See the package's text. */
public final class Replica implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final int RENEWALS_A_LEASE = 5;

    private final Replicas replicas;
    private final StoreClock clock;
    private final Duration lease;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private PollLoop loop;
    private String name;
    private boolean closed;
    /** The row's id; empty before the first registration and after the row was found gone. */
    private OptionalLong id = OptionalLong.empty();
    /** By the monotonic clock: until then the lease is ours. */
    private long heldUntil;
    /** By the monotonic clock: since then renewals have come in time, and the store's clock has not stepped. */
    private long graceFrom;

    public Replica(Replicas replicas, StoreClock clock, Duration lease) {
        this.replicas = replicas;
        this.clock = clock;
        this.lease = lease;
    }

    /** @param instanceName {@code host:port:pid} */
    public void start(String instanceName) {
        name = instanceName;
        Duration pause = lease.dividedBy(RENEWALS_A_LEASE);
        loop = PollLoop.start("ruqi-lease", this::tick, new Backoff(Duration.ofMillis(100), pause));
    }

    public String name() {
        return name;
    }

    Duration tick() {
        long asked = clock.steady().nanos();
        OptionalLong renewed = id.isPresent() && replicas.renew(id.getAsLong(), lease) ? id : OptionalLong.empty();
        if (renewed.isEmpty()) {
            renewed = OptionalLong.of(replicas.register(name, lease));
        }
        hold(renewed, asked);
        readClock();
        return Backoff.jittered(lease.dividedBy(RENEWALS_A_LEASE));
    }

    private void hold(OptionalLong renewed, long asked) {
        lock.lock();
        try {
            if (id.isPresent() && !renewed.equals(id)) {
                LOG.warn(
                        "the lease {} had ended and another replica deleted it; going on as {}",
                        id.getAsLong(),
                        renewed.getAsLong());
            }
            if (asked - heldUntil >= 0 || id.isEmpty()) {
                graceFrom = asked;
            }
            id = renewed;
            heldUntil = asked + lease.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * When the store's clock has stepped, the others get the time to renew their leases before any is deleted. One
     * thread at a time: whoever reads after the step also sees that the grace began anew.
     */
    private void readClock() {
        reading.lock();
        try {
            if (clock.read(replicas::now)) {
                restartGrace();
            }
        } finally {
            reading.unlock();
        }
    }

    private void restartGrace() {
        lock.lock();
        try {
            graceFrom = clock.steady().nanos();
        } finally {
            lock.unlock();
        }
    }

    /** The incarnation that this process may act as right now; empty while it may not. */
    public Optional<Incarnation> held() {
        lock.lock();
        try {
            return isHeld() ? Optional.of(new Incarnation(id.getAsLong(), name)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld() {
        return !closed && id.isPresent() && clock.steady().nanos() - heldUntil < 0;
    }

    /**
     * Waits until the lease is held again; false when that incarnation is over and others may have taken its firings.
     */
    public boolean awaitHeld(long owner) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && id.isPresent() && id.getAsLong() == owner) {
                if (isHeld()) {
                    return true;
                }
                changed.await(lease.toMillis(), TimeUnit.MILLISECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes replicas whose lease has ended; does nothing before the grace of one full lease has passed. The store's
     * clock is read first: by one that has just stepped, every lease has ended.
     */
    public void deleteLapsedOthers() {
        if (!isGraceOver()) {
            return;
        }
        readClock();
        if (!isGraceOver()) {
            return;
        }
        List<String> deleted = replicas.deleteLapsed();
        if (!deleted.isEmpty()) {
            LOG.warn("no sign of life from {}: their firings may be taken over", deleted);
        }
    }

    private boolean isGraceOver() {
        lock.lock();
        try {
            return isHeld() && clock.steady().nanos() - graceFrom >= lease.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the lease back, so that the other replicas need not wait for its end. */
    @Override
    public void close() {
        loop.close();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        id.ifPresent(replicas::release);
    }
}
