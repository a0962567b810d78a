package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.history.Status;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Singleton
final class MemoryOutputs implements Outputs {
    private final Tables tables;

    MemoryOutputs(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void keep(Map<String, String> outputs) {
        synchronized (tables) {
            outputs.forEach(
                    (firing, output) -> tables.firing(firing).ifPresent(line -> tables.outputs.put(firing, output)));
        }
    }

    @Override
    public Optional<Said> of(String firingId) {
        synchronized (tables) {
            return tables.firing(firingId)
                    .map(line -> new Said(line.status.word(), tables.outputs.getOrDefault(firingId, line.output())));
        }
    }

    @Override
    public boolean endWaiting(String firingId, String reason) {
        synchronized (tables) {
            Optional<LedgerRow> waiting = tables.firing(firingId).filter(line -> line.status == Status.WAITING);
            waiting.ifPresent(line -> {
                line.end(Status.FAILED, reason, tables.now());
                tables.track(line);
            });
            return waiting.isPresent();
        }
    }

    @Override
    public boolean wantStop(String firingId) {
        synchronized (tables) {
            return tables.firing(firingId)
                    .filter(line ->
                            line.status == Status.RUNNING && line.firing.kind().lasts())
                    .map(line -> tables.stops.add(firingId))
                    .isPresent();
        }
    }

    @Override
    public List<String> wanted(Collection<String> firingIds) {
        synchronized (tables) {
            return firingIds.stream().filter(tables.stops::contains).toList();
        }
    }
}
