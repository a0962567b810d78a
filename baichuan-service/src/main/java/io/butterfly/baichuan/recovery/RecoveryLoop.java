package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes up what was left behind. See the package's text. */
@Singleton
public final class RecoveryLoop {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
  private static final int MOST = 200;

  private final Queues queues;
  private final RecoveryStore store;
  private final Recovery recovery;
  private PollLoop loop;

  RecoveryLoop(Queues queues, RecoveryStore store, Recovery recovery) {
    this.queues = queues;
    this.store = store;
    this.recovery = recovery;
  }

  public void start() {
    loop = PollLoop.start("recovery", this::tick);
  }

  /** How long ago a turn last ended well. */
  public Duration age() {
    return loop == null ? Duration.ZERO : loop.age();
  }

  Duration tick() {
    List<Survey> surveys = store.survey(queues.handlers(), MOST);
    List<RuntimeException> failures = new ArrayList<>();
    surveys.forEach(survey -> attempt(() -> recovery.takeUp(survey), failures));
    attempt(() -> recovery.takeUpForeign(surveys), failures);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    boolean isMore = surveys.stream().anyMatch(survey -> survey.isFull(MOST));
    return isMore ? SHORT_PAUSE : Backoff.jittered(PAUSE);
  }

  /** One handler's trouble is not the others'. */
  private static void attempt(Runnable step, List<RuntimeException> failures) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  @PreDestroy
  void stop() {
    if (loop != null) {
      loop.close();
    }
  }
}
