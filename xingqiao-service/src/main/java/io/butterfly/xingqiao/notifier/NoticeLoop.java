package io.butterfly.xingqiao.notifier;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.notifier.Notices.Fate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what is due and tells it, many at a time. See the package's text. */
final class NoticeLoop implements Tick, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);
  private static final int MAX_AT_ONCE = 64;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final Duration UNDER_WAY = Duration.ofMillis(300);
  private static final Backoff AFTER_FAILURE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final Notices notices;
  private final Messenger messenger;
  private final VirtualThreads threads = new VirtualThreads("notice", LEASE);
  private final AtomicInteger running = new AtomicInteger();
  private volatile Runnable wake = () -> { };

  NoticeLoop(Notices notices, Messenger messenger) {
    this.notices = notices;
    this.messenger = messenger;
  }

  /** What to do when a notice has been told, so that the next one of its job need not wait. */
  void wakeBy(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public Duration tick() {
    int free = MAX_AT_ONCE - running.get();
    List<Notice> due = free == 0 ? List.of() : notices.take(free, LEASE);
    running.addAndGet(due.size());
    due.forEach(notice -> threads.start(() -> tell(notice)));
    return Backoff.jittered(IDLE);
  }

  private void tell(Notice notice) {
    try {
      switch (messenger.tell(notice)) {
        case Telling.Told _t -> notices.told(notice.id());
        case Telling.UnderWay _u -> notices.again(notice, false, UNDER_WAY);
        case Telling.Failed(String reason) -> failed(notice, reason);
      }
    } catch (RuntimeException e) {
      LOG.warn("cannot note what became of notice {}; it comes again: {}", notice.id(), e.toString());
    } finally {
      running.decrementAndGet();
      wake.run();
    }
  }

  private void failed(Notice notice, String reason) {
    Duration pause = AFTER_FAILURE.delay(notice.failures() + 1);
    boolean isGivenUp = notices.again(notice, true, pause) == Fate.GIVEN_UP;
    String next = isGivenUp ? "it is given up" : "next try in " + pause.toSeconds() + " s";
    LOG.warn("cannot tell that job {} is {}: {}; {}", notice.job().jobId(), notice.job().jobStatus(), reason, next);
  }

  @Override
  public void close() {
    threads.close();
  }
}
