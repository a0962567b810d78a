package io.butterfly.baichuan.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the Redis in use keeps what it has acknowledged. It may become one that does not, by a setting, a restart or
 * a fail-over; each change is logged.
 */
final class Durability {
    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private final boolean isLossAccepted;
    private volatile String fault = "";

    Durability(boolean isLossAccepted) {
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

    /**
     * What speaks against these servers, in one line.
     *
     * @param answers to INFO, by server
     */
    static Optional<String> fault(Map<String, CompletionStage<String>> answers) {
        List<String> faults = new ArrayList<>();
        answers.forEach((name, answer) -> faultIn(answer).ifPresent(fault -> faults.add(name + " " + fault)));
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }

    private static Optional<String> faultIn(CompletionStage<String> answer) {
        try {
            return fault(Answers.await(answer));
        } catch (IllegalStateException e) {
            return Optional.of("does not say whether it keeps messages (this user may not ask INFO)");
        }
    }

    /** @param info what a server answers to INFO */
    static Optional<String> fault(String info) {
        Map<String, String> facts = info.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> second));
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        List<String> faults = new ArrayList<>();
        if (!policy.equals("noeviction")) {
            faults.add("has maxmemory-policy " + policy + ", so it may throw messages away (it must be noeviction)");
        }
        if (!facts.getOrDefault("aof_enabled", "1").equals("1")) {
            faults.add("has no append-only file, so a crash loses messages (it needs appendonly yes)");
        }
        return faults.stream().reduce((first, second) -> first + " and " + second);
    }
}
