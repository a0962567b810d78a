package io.butterfly.kernel;

import java.time.Duration;

/** One turn of a loop. */
@FunctionalInterface
public interface Tick {
    /** Does what there is to do and says how long to wait before the next turn; zero means at once. */
    Duration tick() throws Exception;
}
