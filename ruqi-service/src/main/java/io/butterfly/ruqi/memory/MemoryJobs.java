package io.butterfly.ruqi.memory;

import io.butterfly.api.Page;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.JobStore;
import io.butterfly.ruqi.job.Part;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

@Singleton
final class MemoryJobs implements JobStore {
    private final Tables tables;

    MemoryJobs(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean add(Job job) {
        synchronized (tables) {
            if (tables.job(job.id()).isPresent()) {
                return false;
            }
            tables.put(new StoredJob(job, job.addedAt(), Instant.EPOCH, Optional.empty()));
            return true;
        }
    }

    @Override
    public boolean change(String id, Function<JobEntry, Optional<Job>> change) {
        synchronized (tables) {
            Optional<StoredJob> present = tables.job(id);
            present.ifPresent(stored -> change.apply(stored.entry(tables.zone))
                    .ifPresentOrElse(
                            job -> tables.put(new StoredJob(job, stored.addedAt(), tables.now(), Optional.empty())),
                            () -> tables.remove(id)));
            return present.isPresent();
        }
    }

    @Override
    public void changeAll(Collection<String> ids, Function<Map<String, JobEntry>, Changes> change) {
        synchronized (tables) {
            Map<String, JobEntry> present = new HashMap<>();
            ids.forEach(id -> find(id).ifPresent(job -> present.put(id, job)));
            Changes changes = change.apply(present);
            changes.stored().stream()
                    .filter(job -> !change(job.id(), old -> Optional.of(job)))
                    .forEach(this::add);
            changes.removed().forEach(this::remove);
        }
    }

    @Override
    public boolean pause(String id, Instant now) {
        synchronized (tables) {
            Optional<StoredJob> present = tables.job(id);
            present.ifPresent(stored -> tables.put(stored.dueAt(Optional.empty(), stored.parked())));
            return present.isPresent();
        }
    }

    @Override
    public boolean remove(String id) {
        synchronized (tables) {
            return tables.remove(id);
        }
    }

    @Override
    public Optional<JobEntry> find(String id) {
        synchronized (tables) {
            return tables.job(id).map(stored -> stored.entry(tables.zone));
        }
    }

    @Override
    public Page<JobEntry> list(JobFilter filter, Part part) {
        List<JobEntry> matching;
        synchronized (tables) {
            matching = tables.jobs()
                    .map(stored -> stored.entry(tables.zone))
                    .filter(job -> matches(job, filter))
                    .toList();
        }
        Comparator<JobEntry> rising =
                order(part.orderBy()).thenComparing(part.orderBy().equals("c_time") ? JobEntry::uid : JobEntry::id);
        return Page.of(
                matching.size(),
                matching.stream()
                        .sorted(part.isRising() ? rising : rising.reversed())
                        .skip(part.offset())
                        .limit(part.limit())
                        .toList());
    }

    private static boolean matches(JobEntry job, JobFilter filter) {
        return filter.id().map(job.id()::equals).orElse(true)
                && filter.name().map(job.name()::equals).orElse(true)
                && filter.trigger().map(job.trigger()::equals).orElse(true)
                && filter.state().map(state -> is(job, state)).orElse(true);
    }

    private static boolean is(JobEntry job, JobFilter.State state) {
        return switch (state) {
            case SCHEDULED -> job.nextRunAt().isPresent() && job.parked().isEmpty();
            case PAUSED -> job.nextRunAt().isEmpty();
            case PARKED -> job.parked().isPresent();
        };
    }

    private static Comparator<JobEntry> order(String by) {
        return switch (by) {
            case "job_id" -> Comparator.comparing(JobEntry::id);
            case "job_name" -> Comparator.comparing(JobEntry::name);
            case "next_run_time" -> Comparator.comparing(job -> job.nextRunAt().orElse(Instant.MIN));
            default -> Comparator.comparing(JobEntry::addedAt);
        };
    }
}
