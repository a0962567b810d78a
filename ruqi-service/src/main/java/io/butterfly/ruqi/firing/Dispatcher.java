package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import java.util.List;

/** Carries out firings of one kind. */
public interface Dispatcher extends AutoCloseable {

    Kind kind();

    Slots slots();

    /**
     * Returns at once. Every firing has a slot already, and is expected to have an outcome: for each, the slot must be
     * released, and the outcome recorded or the firing given up. A dispatcher throws only when it has begun none of
     * them: then each has failed.
     */
    void dispatch(List<Firing> firings);

    /** Waits a while for what runs to end. */
    @Override
    void close();
}
