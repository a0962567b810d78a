package io.butterfly.ruqi.memory;

import io.butterfly.api.Page;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Part;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

@Singleton
final class MemoryHistory implements History {
    private final Tables tables;

    MemoryHistory(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Page<HistoryEntry> list(FiringFilter filter, Part part) {
        Comparator<HistoryEntry> byId = Comparator.comparing(HistoryEntry::id);
        Comparator<HistoryEntry> rising = part.orderBy().equals("id")
                ? byId
                : Comparator.comparing(HistoryEntry::endedAt).thenComparing(byId);
        List<HistoryEntry> matching;
        synchronized (tables) {
            matching = tables.ledger()
                    .filter(line -> matches(line, filter))
                    .map(line -> line.entry(tables.zone))
                    .toList();
        }
        return Page.of(
                matching.size(),
                matching.stream()
                        .sorted(part.isRising() ? rising : rising.reversed())
                        .skip(part.offset())
                        .limit(part.limit())
                        .toList());
    }

    private boolean matches(LedgerRow line, FiringFilter filter) {
        return filter.statuses().contains(line.status)
                && filter.jobId().map(line.firing.jobId()::equals).orElse(true)
                && filter.jobName().map(line.firing.jobName()::equals).orElse(true)
                && filter.schedulerName().map(line.schedulerName()::equals).orElse(true)
                && filter.from()
                        .map(from -> !line.changedAt(tables.zone).isBefore(from))
                        .orElse(true)
                && filter.to()
                        .map(to -> line.changedAt(tables.zone).isBefore(to))
                        .orElse(true);
    }

    @Override
    public int deleteOlder(Whose whose, Duration age, int limit) {
        synchronized (tables) {
            Instant limitAt = tables.now().minus(age);
            return delete(line -> line.changedAt.isBefore(limitAt), limit);
        }
    }

    @Override
    public List<String> crowded(Whose whose, int keptPerJob) {
        synchronized (tables) {
            Map<String, Long> counts =
                    tables.ledger().collect(Collectors.groupingBy(line -> line.firing.jobId(), Collectors.counting()));
            return counts.entrySet().stream()
                    .filter(job -> job.getValue() > keptPerJob)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public int deleteBeyond(Whose whose, String jobId, int keptPerJob, int limit) {
        synchronized (tables) {
            long ended = tables.ledger()
                    .filter(line -> line.firing.jobId().equals(jobId) && Status.ENDED.contains(line.status))
                    .count();
            return delete(line -> line.firing.jobId().equals(jobId), Math.clamp(ended - keptPerJob, 0, limit));
        }
    }

    private int delete(Predicate<LedgerRow> which, int limit) {
        List<LedgerRow> lines = tables.ledger()
                .filter(line -> Status.ENDED.contains(line.status))
                .filter(which)
                .limit(limit)
                .toList();
        lines.forEach(tables::delete);
        return lines.size();
    }
}
