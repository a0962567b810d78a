package io.butterfly.xingqiao.job;

import java.util.Locale;
import java.util.Set;

/** Each names its legal next ones. */
public enum TaskStatus {
  WAITING,
  PENDING,
  STARTED,
  FINISHED,
  FAILED;

  public Set<TaskStatus> next() {
    return switch (this) {
      case WAITING -> Set.of(PENDING, FAILED);
      case PENDING -> Set.of(PENDING, STARTED, FINISHED, FAILED);
      case STARTED -> Set.of(PENDING, FINISHED, FAILED);
      case FINISHED, FAILED -> Set.of();
    };
  }

  /** Its message may be under way: it is not over and may not be started a second time. */
  public boolean isRunning() {
    return this == PENDING || this == STARTED;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TaskStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
