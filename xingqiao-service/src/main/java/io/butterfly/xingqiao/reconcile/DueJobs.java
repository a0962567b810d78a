package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.StartId;
import java.time.Duration;
import java.util.List;

/** Unfinished jobs that somebody should look at. */
public interface DueJobs {
  /** Takes at most so many, that no other replica has in hand; their next check is put off in the same transaction. */
  List<DueJob> take(int limit);

  /** These could not be looked at: they are due again after the pause. */
  void putBack(List<DueJob> jobs, Duration pause);

  /**
   * @param unacknowledged starts whose publish was never confirmed
   * @param underWay starts that BaiChuan had
   */
  record DueJob(String jobReqid, List<StartId> unacknowledged, List<StartId> underWay) {}
}
