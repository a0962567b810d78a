package io.butterfly.gateway;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies are held whole, so that they can be offered to another replica. What has no room
 * flows through instead.
 */
@Singleton
final class BodyBudget {
    private static final long MAX_BODY = 1 << 20;
    private static final long MAX_ALL = 16 << 20;

    private final AtomicLong taken = new AtomicLong();

    static boolean isShort(long bytes) {
        return bytes <= MAX_BODY;
    }

    boolean take(long bytes) {
        if (!isShort(bytes)) {
            return false;
        }
        if (taken.addAndGet(bytes) > MAX_ALL) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
