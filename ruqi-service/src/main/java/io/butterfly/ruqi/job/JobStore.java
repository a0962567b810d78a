package io.butterfly.ruqi.job;

import io.butterfly.api.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where jobs are kept. Every verb throws {@link io.butterfly.api.Refusal} when the store cannot be reached: nothing is
 * then changed.
 */
public interface JobStore {

    /** False when there is a job of that id already. */
    boolean add(Job job);

    /**
     * Reads a job and stores what the change makes of it, or removes it when that is nothing, while no other
     * transaction can change it: a firing that is being taken is before or after the change as a whole. False when
     * there is no such job; whatever the change throws leaves the job as it was.
     */
    boolean change(String id, Function<JobEntry, Optional<Job>> change);

    /**
     * Reads these jobs, by their ids, and stores what the change makes of them, in one transaction and while no other
     * can change them. Whatever the change throws leaves all as they were.
     */
    void changeAll(Collection<String> ids, Function<Map<String, JobEntry>, Changes> change);

    /**
     * @param stored take the place of the jobs that have their ids, or are new
     * @param removed ids; of one that is not there nothing is removed
     */
    record Changes(List<Job> stored, List<String> removed) {}

    /** Clears the next run time; false when there is no such job. */
    boolean pause(String id, Instant now);

    /** False when there is no such job. */
    boolean remove(String id);

    Optional<JobEntry> find(String id);

    /** The matching jobs in the order asked for; those that are equal in it by age or by id. */
    Page<JobEntry> list(JobFilter filter, Part part);
}
