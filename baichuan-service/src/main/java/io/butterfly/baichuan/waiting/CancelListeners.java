package io.butterfly.baichuan.waiting;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Those of this process who execute messages, and want to hear at once that one of them was cancelled. */
@Singleton
public final class CancelListeners {
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();

    /** @param listener gets the ids of all messages that are cancelled; it must not block */
    public void add(Consumer<String> listener) {
        listeners.add(listener);
    }

    public void remove(Consumer<String> listener) {
        listeners.remove(listener);
    }

    public void cancelled(String id) {
        listeners.forEach(listener -> listener.accept(id));
    }
}
