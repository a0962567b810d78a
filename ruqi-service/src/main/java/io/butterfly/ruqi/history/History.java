package io.butterfly.ruqi.history;

import io.butterfly.ruqi.job.JobFilter;

/** Reads the ledger. */
public interface History {

  /** Ended firings, newest first. */
  JobFilter.Page<HistoryEntry> list(JobFilter filter);
}
