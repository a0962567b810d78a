package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class MemoryExtras implements ExtraFirings {
    private final Tables tables;

    MemoryExtras(Tables tables) {
        this.tables = tables;
    }

    @Override
    public int add(String jobUid, List<Firing> firings, boolean isOneByOne) {
        synchronized (tables) {
            int added = 0;
            for (Firing firing : firings) {
                tables.freeSkipped(jobUid, firing.dueAt());
                Optional<LedgerRow> line =
                        tables.add(jobUid, isOneByOne ? firing : firing.beforeFirstTry(), Status.WAITING, "");
                line.filter(waiting -> !isOneByOne).ifPresent(waiting -> waiting.retryAt = Optional.of(tables.now()));
                added += line.isPresent() ? 1 : 0;
            }
            return added;
        }
    }
}
