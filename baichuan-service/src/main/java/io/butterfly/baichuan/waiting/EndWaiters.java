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

    /** Wakes all calls that wait for the end of this message. */
    public void wake(String id) {
        waiting.wake(id, Long.MAX_VALUE);
    }

    /** Wakes all, so that they notice that they are not wanted any more. */
    @Override
    public void stopWork() {
        waiting.handlers().forEach(this::wake);
    }

    /** Whether a call waits for it. */
    public boolean isAwaited(String id) {
        return waiting.handlers().contains(id);
    }
}
