package io.butterfly.ruqi.completion;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.Outcome;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.kernel.PollLoop;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Published;
import io.butterfly.ruqi.history.Waiting;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.worker.WorkerClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the ends of messages and records them. It asks BaiChuan only while some firing awaits its message's end. See the package's text. */
public final class CompletionLoop implements AutoCloseable {
  /** The handler that BaiChuan tells of ends. */
  public static final String HANDLER = "/ruqi/firing_done";

  private static final Logger LOG = LoggerFactory.getLogger(CompletionLoop.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int LIMIT = 200;
  private static final int WAIT_SECONDS = 2;
  private static final int AGAIN_AFTER_SECONDS = 1;
  private static final RawJson RECORDED = RawJson.of(Json.mapper().createObjectNode().put("stat", Stat.OK.name()));

  private final Replica replica;
  private final WorkerClient baiChuan;
  private final Published published;
  private final Firings firings;
  private final Waiting waiting;
  private final Clock clock;
  private PollLoop loop;
  private String name;

  public CompletionLoop(Replica replica, WorkerClient baiChuan, Published published, Firings firings, Waiting waiting, Clock clock) {
    this.replica = replica;
    this.baiChuan = baiChuan;
    this.published = published;
    this.firings = firings;
    this.waiting = waiting;
    this.clock = clock;
  }

  /** @param instanceName {@code host:port:pid} */
  public void start(String instanceName) {
    name = instanceName;
    loop = PollLoop.start("ruqi-completion", this::tick);
  }

  Duration tick() throws IOException, InterruptedException {
    if (replica.held().isEmpty() || !published.isAnyAwaited()) {
      return IDLE;
    }
    List<ClaimedMessage> ends = baiChuan.claim(new WorkerClaim(name, List.of(HANDLER), LIMIT, WAIT_SECONDS, List.of())).messages();
    if (!ends.isEmpty()) {
      baiChuan.finish(new WorkerFinish(name, record(ends)));
    }
    return Duration.ZERO;
  }

  /** Returns what BaiChuan is told about each: that it is recorded, or that it is to come again. */
  private List<Outcome> record(List<ClaimedMessage> ends) {
    try {
      Map<String, Finished> byFiring = new LinkedHashMap<>();
      for (ClaimedMessage end : ends) {
        understood(end).ifPresent(finished -> byFiring.put(finished.traceId(), finished)); // a message's trace is its firing's id
      }
      List<Firing> running = byFiring.isEmpty() ? List.of() : published.find(List.copyOf(byFiring.keySet()));
      List<io.butterfly.ruqi.history.Outcome> outcomes = new ArrayList<>();
      for (Firing firing : running) {
        Finished finished = byFiring.get(firing.id());
        if (finished.taskId().equals(firing.dispatchId())) { // else it is an earlier try's
          outcomes.add(new Completion(finished).of(firing, clock.instant()));
        }
      }
      firings.end(outcomes);
      waiting.behind(outcomes);
      return told(ends, end -> Outcome.finished(end, RECORDED));
    } catch (RuntimeException e) {
      LOG.warn("{} ends of messages could not be recorded, they come again: {}", ends.size(), e.getMessage());
      return told(ends, end -> Outcome.released(end, AGAIN_AFTER_SECONDS));
    }
  }

  private static Optional<Finished> understood(ClaimedMessage end) {
    try {
      return Optional.of(Json.read(end.params().text(), Finished.class)).filter(finished -> finished.traceId() != null && finished.taskId() != null);
    } catch (IllegalArgumentException e) {
      LOG.error("the end {} is not understood and is dropped: {}", end.taskId(), e.getMessage());
      return Optional.empty();
    }
  }

  private static List<Outcome> told(List<ClaimedMessage> ends, Function<ClaimedMessage, Outcome> tell) {
    return ends.stream().map(tell).toList();
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.close(Duration.ZERO);
    }
  }
}
