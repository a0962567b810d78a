package io.butterfly.baichuan.redis;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the Redis in use: it may become one that loses messages, by a setting, a restart or a fail-over.
 * Each change is logged.
 */
final class DurabilityWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DurabilityWatch.class);

    private final boolean isLossAccepted;
    private volatile String fault = "";

    DurabilityWatch(boolean isLossAccepted) {
        this.isLossAccepted = isLossAccepted;
    }

    boolean isLossAccepted() {
        return isLossAccepted;
    }

    /** @param now what speaks against it, empty for nothing */
    void note(String now) {
        if (now.equals(fault)) {
            return;
        }
        fault = now;
        if (now.isEmpty()) {
            LOG.info("Redis keeps what it acknowledges again");
        } else if (isLossAccepted) {
            LOG.warn("messages may be lost, which butterfly.redis.accept-loss accepts: Redis at {}", now);
        } else {
            LOG.error("messages may be lost: Redis at {}", now);
        }
    }

    /** What speaks against it and was not accepted by a setting. */
    Optional<String> fault() {
        return Optional.of(fault).filter(text -> !text.isEmpty() && !isLossAccepted);
    }
}
