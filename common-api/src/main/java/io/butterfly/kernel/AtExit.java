package io.butterfly.kernel;

/** What a process still does when it is asked to end by a signal, or ends by itself. */
public final class AtExit {
    private AtExit() {}

    /** Actions registered separately run side by side, so what must happen in an order belongs into one. */
    public static void run(Runnable action) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("at-exit").unstarted(action));
    }
}
