package io.butterfly.baichuan.push;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.changes.Before;
import io.butterfly.kernel.PollLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routes that hold now.
 *
 * <p>A {@link Route} comes from this process's settings, or was set by a call and is kept in Redis. Every replica reads
 * the kept ones twice a second; the replica that sets one knows it at once. While Redis is away the routes stay as they
 * were last seen. A kept route takes the place of a configured one of the same name.
 */
public final class Routes implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST = 1_000;

    private final KeptRoutes store;
    private final Map<String, Route> configured = new TreeMap<>();
    private volatile Map<String, Route> kept = Map.of();
    private PollLoop loop;

    public Routes(KeptRoutes store, List<Route> configured) {
        this.store = store;
        configured.forEach(route -> this.configured.put(route.name(), route));
    }

    public void start() {
        loop = PollLoop.start("routes", this::tick);
    }

    Duration tick() {
        kept = Map.copyOf(store.kept());
        return PAUSE;
    }

    /** In the order of their names. */
    public Collection<Route> current() {
        Map<String, Route> all = new TreeMap<>(configured);
        all.putAll(kept);
        return all.values();
    }

    /** Whether it was set by a call, and not in this process's settings. */
    public boolean isKept(Route route) {
        return kept.containsKey(route.name());
    }

    /** Takes the place of a route of the same name, on every replica within a second. */
    public synchronized void set(Route route) {
        tick();
        for (Route other : current()) {
            require(
                    other.name().equals(route.name()) || !route.overlaps(other),
                    "route " + other.name() + " (" + other.prefix()
                            + ") takes handlers of this one; give both paths that they do not share, or remove"
                            + " the other");
        }
        Before.was(() -> described(route.name()));
        require(kept.containsKey(route.name()) || kept.size() < MOST, "there are " + MOST + " routes already");
        store.keep(route);
        tick();
    }

    /** Handlers of a removed route keep their messages. */
    public synchronized void remove(String name) {
        Before.was(() -> described(name));
        boolean isGone = store.remove(name);
        require(
                isGone || !configured.containsKey(name),
                "route " + name + " is a setting: remove baichuan.routes." + name + " and restart");
        require(isGone, "there is no route " + name);
        tick();
    }

    /** By the names of {@code route_set}; empty when there is none of this name. */
    private Map<String, Object> described(String name) {
        return current().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .map(route -> Map.<String, Object>of(
                        "prefix", route.prefix(),
                        "url", route.url().toString(),
                        "paths", route.paths(),
                        "concurrency", route.concurrency(),
                        "deadline", route.deadline()))
                .orElse(Map.of());
    }

    private static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw new Refusal(Stat.ERR, otherwise);
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}
