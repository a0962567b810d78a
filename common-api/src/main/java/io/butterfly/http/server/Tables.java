package io.butterfly.http.server;

import java.time.Duration;
import java.util.Optional;

/** The tables of a service that has some; they are brought up to date as soon as it starts. */
public interface Tables {
    /** Waits until they are; says why not when the time is up, or as soon as waiting does not help. */
    Optional<String> whyNotReady(Duration patience) throws InterruptedException;
}
