package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    Optional<RuntimeException> failure = surveys.stream().map(this::takeUp).toList().stream().flatMap(failures -> failures).findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
    boolean isMore = surveys.stream().anyMatch(survey -> survey.isFull(MOST));
    return isMore ? SHORT_PAUSE : Backoff.jittered(PAUSE);
  }

  /** One handler's trouble is not the others'. */
  private Stream<RuntimeException> takeUp(Survey survey) {
    try {
      recovery.takeUp(survey);
      return Stream.empty();
    } catch (RuntimeException e) {
      return Stream.of(e);
    }
  }

  @PreDestroy
  void stop() {
    if (loop != null) {
      loop.close();
    }
  }
}
