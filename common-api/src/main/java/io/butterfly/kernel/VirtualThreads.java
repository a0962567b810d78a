package io.butterfly.kernel;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A family of virtual threads for blocking work; closing it waits for what runs, up to a limit. */
public final class VirtualThreads implements AutoCloseable {
  private final ExecutorService executor;
  private final Duration patience;

  public VirtualThreads(String name, Duration patience) {
    this.executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 1).factory());
    this.patience = patience;
  }

  public Future<?> start(Runnable work) {
    return executor.submit(work);
  }

  public ExecutorService executor() {
    return executor;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
