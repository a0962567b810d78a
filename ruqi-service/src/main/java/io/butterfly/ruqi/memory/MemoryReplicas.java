package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.adoption.PythonJobs;
import io.butterfly.ruqi.replica.Replicas;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** As a rule there is one; the row of a lapsed lease is deleted as in MySQL. */
@Singleton
final class MemoryReplicas implements Replicas, PythonJobs {
    private final Tables tables;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long lastId;

    MemoryReplicas(Tables tables) {
        this.tables = tables;
    }

    @Override
    public long register(String name, Duration lease) {
        synchronized (tables) {
            entries.put(++lastId, new Entry(name, now(), now().plus(lease)));
            return lastId;
        }
    }

    @Override
    public boolean renew(long id, Duration lease) {
        synchronized (tables) {
            return entries.computeIfPresent(id, (key, was) -> new Entry(was.name(), was.startedAt(), now().plus(lease)))
                    != null;
        }
    }

    @Override
    public void release(long id) {
        synchronized (tables) {
            entries.remove(id);
        }
    }

    @Override
    public List<String> deleteLapsed() {
        synchronized (tables) {
            Instant now = now();
            List<String> deleted = entries.values().stream()
                    .filter(entry -> entry.leaseEndsAt().isBefore(now))
                    .map(Entry::name)
                    .toList();
            entries.values().removeIf(entry -> entry.leaseEndsAt().isBefore(now));
            return deleted;
        }
    }

    boolean isAlive(long id) {
        synchronized (tables) {
            return entries.containsKey(id);
        }
    }

    @Override
    public List<Entry> list() {
        synchronized (tables) {
            return List.copyOf(entries.values());
        }
    }

    @Override
    public Instant now() {
        return tables.now();
    }

    /** The Python service left nothing in memory. */
    @Override
    public Optional<String> next(String behindId, Function<PythonJob, AdoptionResult> decide) {
        return Optional.empty();
    }
}
