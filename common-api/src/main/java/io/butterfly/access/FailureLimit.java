package io.butterfly.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the wrong tokens of each address. After {@link #MOST} within a minute it is refused without a look, until that
 * minute is over. At most {@link #ADDRESSES} addresses are remembered, the latest ones.
 */
final class FailureLimit {
    static final int MOST = 20;
    static final int ADDRESSES = 10_000;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final Map<String, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Window(long since, int failures) {}

    /** @param now nanoseconds of a steady clock */
    synchronized boolean isReached(String address, long now) {
        Window window = windows.get(address);
        return window != null && now - window.since() < WINDOW && window.failures() >= MOST;
    }

    synchronized void failed(String address, long now) {
        Window window = windows.remove(address);
        boolean isOver = window == null || now - window.since() >= WINDOW;
        windows.put(address, isOver ? new Window(now, 1) : new Window(window.since(), window.failures() + 1));
    }
}
