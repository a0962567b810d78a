package io.butterfly.xingqiao.notifier;

import java.time.Duration;
import java.util.List;

/** The notices in the store. */
public interface Notices {
  /** At most so many that are due, each the oldest of its job; nobody else gets them before the lease is over. */
  List<Notice> take(int limit, Duration lease);

  void told(long notice);

  /** It is due again after the pause; or it is given up, when it is too old for that. */
  Fate again(Notice notice, boolean isFailure, Duration pause);

  enum Fate {
    KEPT,
    GIVEN_UP
  }
}
