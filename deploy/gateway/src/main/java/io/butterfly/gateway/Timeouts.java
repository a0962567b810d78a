package io.butterfly.gateway;

import java.time.Duration;
import java.util.Set;

/** How long an answer is waited for. */
final class Timeouts {
    /** The services answer for themselves when their database hangs: within 30 s (its driver's limits). */
    static final Duration USUAL = Duration.ofSeconds(35);

    /** A poll waits up to 60 s at the service. */
    static final Duration POLL = Duration.ofSeconds(70);

    private static final Set<String> POLLS = Set.of("/baichuan/worker_claim", "/baichuan/task_get");

    private Timeouts() {}

    /**
     * Whether the call may wait until something happens, so that its waiting says nothing about the health of the
     * service.
     */
    static boolean isPoll(String path) {
        return POLLS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
}
