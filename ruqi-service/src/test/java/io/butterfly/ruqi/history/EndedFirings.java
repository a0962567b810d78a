package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.replica.Incarnation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that only remembers what has ended. */
public final class EndedFirings implements Firings {
    private final List<Outcome> ended = new CopyOnWriteArrayList<>();

    public List<Outcome> all() {
        return ended;
    }

    @Override
    public void end(List<Outcome> outcomes) {
        ended.addAll(outcomes);
    }

    @Override
    public boolean start(Firing firing, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Kind> orphaned() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Firing> adopt(Kind kind, int limit, Incarnation owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Firing> resume(Kind kind, int limit, Incarnation owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Firing> running(long owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Firing> loseStarted() {
        throw new UnsupportedOperationException();
    }
}
