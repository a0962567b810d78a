package io.butterfly.standalone.supervise;

import io.butterfly.kernel.Backoff;
import java.time.Duration;

/** How long to wait before a process is started again, judged by how long it lived. */
final class RestartPause {
    private static final Duration HEALTHY_LIFE = Duration.ofSeconds(30);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

    private int shortLives;

    Duration after(Duration life) {
        if (life.compareTo(HEALTHY_LIFE) >= 0) {
            shortLives = 0;
            return Duration.ZERO;
        }
        shortLives++;
        return shortLives == 1 ? Duration.ZERO : BACKOFF.delay(shortLives - 1);
    }
}
