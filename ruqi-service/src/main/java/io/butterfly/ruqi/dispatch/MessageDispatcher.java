package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Answer;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.TaskCreateBatch;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TasksCreated;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.completion.Completion;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages, many in one call. A message's id is the firing's, so publishing twice is publishing once, and while BaiChuan is away it is
 * tried again for as long as a late firing still counts as on time.
 */
public final class MessageDispatcher implements Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);
  private static final int MAX_BATCH = 500;
  private static final int MAX_BATCH_CHARS = 1_000_000; // BaiChuan takes 4 MB
  private static final Set<String> ENDED = Set.of("finished", "failed");
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  private final BaiChuanClient baiChuan;
  private final Slots slots;
  private final Custody custody;
  private final Duration patience;
  private final VirtualThreads threads = new VirtualThreads("ruqi-message", CLOSE_PATIENCE);
  private volatile boolean closed;

  /** @param patience how long a publish is tried again */
  public MessageDispatcher(BaiChuanClient baiChuan, Slots slots, Custody custody, Duration patience) {
    this.baiChuan = baiChuan;
    this.slots = slots;
    this.custody = custody;
    this.patience = patience;
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGE;
  }

  @Override
  public Slots slots() {
    return slots;
  }

  @Override
  public void dispatch(List<Firing> firings) {
    List<Publish> batch = new ArrayList<>();
    int chars = 0;
    for (Firing firing : firings) {
      if (batch.size() == MAX_BATCH || (chars > 0 && chars + firing.cmd().length() > MAX_BATCH_CHARS)) {
        start(batch);
        batch = new ArrayList<>();
        chars = 0;
      }
      chars += firing.cmd().length();
      message(firing).ifPresent(batch::add);
    }
    start(batch);
  }

  private Optional<Publish> message(Firing firing) {
    try {
      if (Command.parse(firing.cmd()) instanceof Target.Message message) {
        return Optional.of(Publish.of(firing, message));
      }
      end(firing, false, "", custody.now(), Optional.of("cmd: it is no message"));
    } catch (Refusal e) {
      end(firing, false, "", custody.now(), Optional.of(e.getMessage()));
    } catch (RuntimeException e) { // the others of the batch go on
      LOG.error("firing {} of job {} failed in this service", firing.id(), firing.jobId(), e);
      end(firing, false, "", custody.now(), Optional.of("internal error; the log has it under firing " + firing.id()));
    }
    return Optional.empty();
  }

  private void start(List<Publish> batch) {
    if (!batch.isEmpty()) {
      threads.start(() -> publish(batch));
    }
  }

  private void publish(List<Publish> batch) {
    Instant started = custody.now();
    List<Publish> open = batch;
    for (int failures = 1; !open.isEmpty(); failures++) {
      if (!mayPublish(open)) {
        open.forEach(publish -> giveUp(publish.firing()));
        return;
      }
      open = tryOnce(open, started);
      if (!open.isEmpty()) {
        LockSupport.parkNanos(BACKOFF.delay(failures).toNanos());
      }
    }
  }

  private boolean mayPublish(List<Publish> open) {
    try {
      return !closed && custody.holds(open.getFirst().firing());
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void giveUp(Firing firing) {
    custody.giveUp(firing);
    slots.release(1);
  }

  /** Returns what has to be tried again. */
  private List<Publish> tryOnce(List<Publish> open, Instant started) {
    try {
      Answer<TasksCreated> answer = baiChuan.taskCreateBatch(new TaskCreateBatch(open.stream().map(Publish::task).toList()));
      if (answer.isOk() && answer.data().tasks().size() == open.size()) {
        return settle(open, answer.data().tasks(), started);
      }
      return afterFailure(open, started, "BaiChuan answered " + answer.stat() + ": " + answer.message());
    } catch (RuntimeException e) {
      LOG.warn("{} messages could not be published: {}", open.size(), e.getMessage());
      return afterFailure(open, started, "BaiChuan cannot be reached");
    }
  }

  private List<Publish> settle(List<Publish> open, List<TaskCreated> answers, Instant started) {
    List<Publish> unsettled = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Publish publish = open.get(i);
      TaskCreated answer = answers.get(i);
      if (answer == null) {
        unsettled.addAll(afterFailure(List.of(publish), started, "BaiChuan did not say what became of it"));
      } else if (Stat.OK.name().equals(answer.stat())) {
        published(publish, answer, started);
      } else if (Stat.ERR_SERVER_EXCEPTION.name().equals(answer.stat())) {
        unsettled.addAll(afterFailure(List.of(publish), started, "BaiChuan answered " + answer.stat() + ": " + answer.message()));
      } else {
        end(publish.firing(), false, "", started, Optional.of("BaiChuan refused it with " + answer.stat() + ": " + answer.message()));
      }
    }
    return unsettled;
  }

  private void published(Publish publish, TaskCreated answer, Instant started) {
    if (publish.awaitsEnd()) {
      awaitEnd(publish.firing(), answer);
    } else {
      end(publish.firing(), true, publish.task().taskId(), started, Optional.empty());
    }
  }

  /** A message of that id may have ended before: then nobody will tell, or not in time. */
  private void awaitEnd(Firing firing, TaskCreated answer) {
    try {
      if (Boolean.FALSE.equals(answer.created()) && ENDED.contains(String.valueOf(answer.status()))) {
        custody.end(Completion.of(baiChuan.taskGet(firing.dispatchId()), firing).of(firing, custody.now()));
      } else {
        custody.published(firing);
      }
    } catch (RuntimeException e) {
      LOG.warn("firing {} of job {} is published, but that could not be recorded; it is done again: {}", firing.id(), firing.jobId(), e.toString());
      custody.giveUp(firing);
    } finally {
      slots.release(1);
    }
  }

  private List<Publish> afterFailure(List<Publish> open, Instant started, String reason) {
    if (custody.now().isBefore(started.plus(patience))) {
      return open;
    }
    String why = reason + ", tried for " + patience.toSeconds() + " s";
    open.forEach(publish -> end(publish.firing(), false, "", started, Optional.of(why)));
    return List.of();
  }

  private void end(Firing firing, boolean isSuccess, String output, Instant started, Optional<String> reason) {
    custody.end(new Outcome(firing, isSuccess, reason.orElse(output), started, custody.now(), Duration.ZERO, reason));
    slots.release(1);
  }

  @Override
  public void close() {
    closed = true;
    threads.close();
  }
}
