package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Answer;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.TaskCancel;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreateBatch;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TasksCreated;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Messages;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.turn.TaskMessage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes and asks over HTTP. */
@Singleton
final class BaiChuanMessages implements Messages {
  private static final Logger LOG = LoggerFactory.getLogger(BaiChuanMessages.class);
  private static final int BATCH_MESSAGES = 500;
  private static final int BATCH_CHARACTERS = 1_000_000; // BaiChuan takes 4 MB; a character may need three bytes
  private static final int NO_LIMIT = -1;
  /** The longest that BaiChuan takes: ten years. */
  private static final long MAX_RESULT_TTL = 315_360_000;
  private static final Set<String> OVER = Set.of("finished", "failed");

  private final BaiChuanClient baichuan;

  BaiChuanMessages(BaiChuanClient baichuan) {
    this.baichuan = baichuan;
  }

  @Override
  public List<Published> publish(List<TaskMessage> messages) {
    List<Published> published = new ArrayList<>();
    for (int from = 0; from < messages.size(); from = published.size()) {
      published.addAll(publishBatch(messages.subList(from, endOfBatch(messages, from))));
    }
    return published;
  }

  /** A message that is too large for company goes alone, so that it spoils no other one's publish. */
  private static int endOfBatch(List<TaskMessage> messages, int from) {
    int end = from;
    long characters = 0;
    do {
      characters += messages.get(end++).params().text().length();
    } while (end < messages.size()
        && end - from < BATCH_MESSAGES
        && characters + messages.get(end).params().text().length() <= BATCH_CHARACTERS);
    return end;
  }

  private List<Published> publishBatch(List<TaskMessage> messages) {
    TaskCreateBatch batch = new TaskCreateBatch(messages.stream().map(BaiChuanMessages::create).toList());
    Answer<TasksCreated> answer = ask(() -> baichuan.taskCreateBatch(batch));
    if (Stat.ERR_BAD_PARAMS.name().equals(answer.stat())) {
      return messages.size() == 1 ? List.of(refused(answer.message())) : oneByOne(messages);
    }
    if (!answer.isOk() || answer.data() == null || answer.data().tasks().size() != messages.size()) {
      throw new MessagesUnreachable("BaiChuan did not publish: " + answer.stat() + ", " + answer.message(), null);
    }
    return answer.data().tasks().stream().map(BaiChuanMessages::published).toList();
  }

  /** One that cannot be taken spoils no other one. */
  private List<Published> oneByOne(List<TaskMessage> messages) {
    return messages.stream().map(message -> publishBatch(List.of(message)).getFirst()).toList();
  }

  private static Published refused(String reason) {
    return new Published.Refused("BaiChuan refuses the message: " + reason);
  }

  private static TaskCreate create(TaskMessage message) {
    return TaskCreate.of(message.cmd(), message.params())
        .withTaskId(message.start().id().toString())
        .withTimeout(message.timeoutSeconds() == 0 ? NO_LIMIT : message.timeoutSeconds())
        .withResultTtl((int) Math.min(MAX_RESULT_TTL, message.keepFor().toSeconds()))
        .withOnFinish(BaiChuanCompletions.HANDLER)
        .withTraceId(message.traceId());
  }

  private static Published published(TaskCreated created) {
    if (Stat.ERR_BAD_PARAMS.name().equals(created.stat())) {
      return refused(created.message());
    }
    if (!Stat.OK.name().equals(created.stat())) {
      LOG.warn("BaiChuan does not take the message of task start {} now: {}, {}", created.taskId(), created.stat(), created.message());
      return new Published.Later();
    }
    return OVER.contains(created.status()) ? new Published.Ended() : new Published.Acknowledged();
  }

  @Override
  public State state(StartId id) {
    JsonNode answer = ask(() -> baichuan.taskGet(id.toString()));
    JsonNode message = answer.path("task_info");
    if (!message.isObject()) {
      return stateWithoutMessage(answer.path("stat").asText());
    }
    if (!OVER.contains(message.path("status").asText())) {
      return new State.Running();
    }
    return new State.Ended(outcome(answer.path("stat").asText(), message));
  }

  private static State stateWithoutMessage(String stat) {
    return switch (stat) {
      case "ERR_MSG_NOT_EXIST" -> new State.Gone();
      case "ERR_MSG_IN_QUEUED", "ERR_MSG_IN_STARTED" -> new State.Running();
      default -> throw new MessagesUnreachable("BaiChuan did not say how far a message is: " + stat, null);
    };
  }

  private static Outcome outcome(String stat, JsonNode message) {
    JsonNode result = message.path("result");
    String code = message.path("stat").asText(result.path("stat").asText(stat));
    Optional<RawJson> reply = result.isObject() ? Optional.of(RawJson.of(result)) : Optional.empty();
    return new Outcome(code, reply, message.path("cost").asDouble());
  }

  @Override
  public void cancel(StartId id) {
    Answer<Object> answer = ask(() -> baichuan.taskCancel(new TaskCancel(id.toString())));
    if (!answer.isOk() && !Stat.ERR_MSG_NOT_EXIST.name().equals(answer.stat())) {
      throw new MessagesUnreachable("BaiChuan did not cancel " + id + ": " + answer.stat(), null);
    }
  }

  /** Whatever goes wrong on the way, nothing is known then. */
  private static <T> T ask(Supplier<T> call) {
    try {
      T answer = call.get();
      if (answer == null) {
        throw new MessagesUnreachable("BaiChuan answered nothing", null);
      }
      return answer;
    } catch (MessagesUnreachable e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MessagesUnreachable("BaiChuan cannot be reached: " + e.getMessage(), e);
    }
  }
}
