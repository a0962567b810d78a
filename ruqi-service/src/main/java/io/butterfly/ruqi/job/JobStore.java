package io.butterfly.ruqi.job;

import java.util.Optional;

/** Where jobs are kept. Every verb throws {@link io.butterfly.api.Refusal} when the store cannot be reached: nothing is then changed. */
public interface JobStore {

  /** False when there is a job of that id already. */
  boolean add(Job job);

  /** False when there is no such job. */
  boolean remove(String id);

  Optional<JobEntry> find(String id);

  /** Newest first. */
  JobFilter.Page<JobEntry> list(JobFilter filter);
}
