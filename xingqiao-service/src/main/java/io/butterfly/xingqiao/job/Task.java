package io.butterfly.xingqiao.job;

import java.util.List;

/**
 * A task, as far as deciding needs: neither its parameters nor its result.
 *
 * @param dependencies labels
 * @param retStat {@code OK} until it has failed
 * @param startNo how often it was started
 */
public record Task(
    TaskId id,
    String label,
    TaskStatus status,
    List<String> dependencies,
    List<String> provides,
    boolean isSave,
    int retryMax,
    int retryCount,
    int startNo,
    String retStat) {

  public Task become(TaskStatus next) {
    return with(next, retStat, retryCount, startNo);
  }

  public Task fail(String stat) {
    return with(TaskStatus.FAILED, stat, retryCount, startNo);
  }

  public Task start() {
    return with(TaskStatus.PENDING, retStat, retryCount, startNo + 1);
  }

  public Task startAgain() {
    return with(TaskStatus.PENDING, retStat, retryCount + 1, startNo + 1);
  }

  private Task with(TaskStatus next, String stat, int retries, int starts) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException("task " + id + " cannot become " + next.word() + ", it is " + status.word());
    }
    return new Task(id, label, next, dependencies, provides, isSave, retryMax, retries, starts, stat);
  }
}
