package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcomes;
import java.util.List;

/** Carries out firings of one kind. */
public interface Dispatcher extends AutoCloseable {

    Kind kind();

    Slots slots();

    /** Returns at once. Every firing has a slot already, gives it back, and owes its {@link Outcomes} an answer. */
    void dispatch(List<Firing> firings);

    /** Lets what runs come to its end, for a while. */
    @Override
    void close();
}
