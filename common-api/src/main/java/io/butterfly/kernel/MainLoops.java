package io.butterfly.kernel;

import java.time.Duration;
import java.util.Map;

/** The loops that a process is there for: it is of no use when a turn of one of them hangs. */
public interface MainLoops {
    /** How long the turn that is under way has taken so far, by the loop's name; see {@link PollLoop#turnAge()}. */
    Map<String, Duration> turnAges();
}
