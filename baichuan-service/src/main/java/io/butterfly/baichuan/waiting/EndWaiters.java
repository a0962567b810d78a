package io.butterfly.baichuan.waiting;

import io.butterfly.http.stop.Stoppable;
import jakarta.inject.Singleton;
import java.util.List;

/** The calls of this process that wait for the end of a message. */
@Singleton
public final class EndWaiters implements Stoppable {
    private final ClaimWaiters waiting = new ClaimWaiters();

    /** Wake-ups from now on count. */
    ClaimWaiters.Place enter(String id) {
        return waiting.enter(List.of(id));
    }

    /** Wakes everybody who waits for the end of this message. */
    public void wake(String id) {
        waiting.wake(id, Long.MAX_VALUE);
    }

    /** All that wait look whether they are still wanted. */
    @Override
    public void stopWork() {
        waiting.handlers().forEach(this::wake);
    }

    /** Whether somebody waits for it. */
    public boolean isAwaited(String id) {
        return waiting.handlers().contains(id);
    }
}
