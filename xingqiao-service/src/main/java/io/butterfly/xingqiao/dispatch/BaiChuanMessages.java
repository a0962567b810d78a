package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.TaskCancel;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreateBatch;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TaskGet;
import io.butterfly.api.baichuan.TasksCreated;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Messages;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.progress.TaskMessage;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes and asks over HTTP. BaiChuan cannot be reached when the exchange fails, and only then: a message that
 * cannot be written, or an answer that cannot be read, is that one message's trouble.
 */
@Singleton
final class BaiChuanMessages implements Messages {
    private static final Logger LOG = LoggerFactory.getLogger(BaiChuanMessages.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BATCH_MESSAGES = 500;
    private static final int BATCH_CHARACTERS = 1_000_000; // BaiChuan takes 4 MB; a character may need three bytes
    private static final int NO_LIMIT = -1;
    /** The longest that BaiChuan takes: ten years. */
    private static final long MAX_RESULT_TTL = 315_360_000;

    private static final Set<String> OVER = Set.of("finished", "failed");
    private static final List<String> ON_THEIR_WAY = List.of("queued", "delayed", "started");
    /**
     * BaiChuan will say the same whenever it is asked; the second: the id is that of a message with another handler or
     * other parameters.
     */
    private static final Set<String> REFUSALS = Set.of(Stat.ERR_BAD_PARAMS.name(), Stat.ERR_MSG_EXIST.name());

    private final JsonHttp baichuan;

    BaiChuanMessages(@Value("${butterfly.baichuan.url}") URI baichuan) {
        this.baichuan = new JsonHttp(baichuan);
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
        Answer<TasksCreated> answer;
        try {
            answer = ask(
                    "/baichuan/task_create_batch",
                    new TaskCreateBatch(
                            messages.stream().map(BaiChuanMessages::create).toList()),
                    new TypeReference<>() {});
        } catch (MessagesUnreachable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} message(s) cannot be written together", messages.size(), e);
            return oneByOne(
                    messages,
                    "the message cannot be written"
                            + (e.getCause() instanceof JsonProcessingException why
                                    ? ": " + why.getOriginalMessage()
                                    : ""));
        } catch (JsonProcessingException e) {
            throw new MessagesUnreachable(
                    "what answers at BaiChuan's address is not BaiChuan: its answer is not JSON" + Json.where(e), e);
        }
        if (REFUSALS.contains(String.valueOf(answer.stat()))) {
            return oneByOne(messages, refused(answer.message()));
        }
        if (!answer.isOk() || answer.data() == null || answer.data().tasks().size() != messages.size()) {
            throw new MessagesUnreachable("BaiChuan did not publish: " + answer.stat() + ", " + answer.message(), null);
        }
        return answer.data().tasks().stream().map(BaiChuanMessages::published).toList();
    }

    /** One that cannot be taken spoils no other one. */
    private List<Published> oneByOne(List<TaskMessage> messages, String reason) {
        return messages.size() == 1
                ? List.of(new Published.Refused(reason))
                : messages.stream()
                        .map(message -> publishBatch(List.of(message)).getFirst())
                        .toList();
    }

    private static String refused(String reason) {
        return "BaiChuan refuses the message: " + reason;
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
        if (REFUSALS.contains(String.valueOf(created.stat()))) {
            return new Published.Refused(refused(created.message()));
        }
        if (!Stat.OK.name().equals(created.stat())) {
            LOG.warn(
                    "BaiChuan does not take the message of task start {} now: {}, {}",
                    created.taskId(),
                    created.stat(),
                    created.message());
            return new Published.Later();
        }
        return OVER.contains(String.valueOf(created.status())) ? new Published.Ended() : new Published.Acknowledged();
    }

    private record Found(String stat, Info taskInfo) {}

    /**
     * @param origin the handler
     * @param leaseUntil 0 when no lease protects its execution
     */
    private record Info(
            String origin,
            String status,
            String stat,
            RawJson result,
            JsonNode cost,
            String startedAt,
            int timeout,
            long leaseUntil) {
        State state(String stat) {
            return OVER.contains(String.valueOf(status))
                    ? new State.Ended(outcome(stat, this), origin)
                    : new State.Running(mustHaveEnded());
        }

        /** BaiChuan looks at the limit of what is executed under a lease. */
        private Optional<Instant> mustHaveEnded() {
            boolean isPython = "started".equals(status) && leaseUntil == 0 && timeout > 0;
            try {
                return isPython
                        ? Optional.of(Instant.parse(String.valueOf(startedAt)).plusSeconds(timeout))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public State state(StartId id) {
        Found found;
        try {
            found = ask("/baichuan/task_get", new TaskGet(id.toString(), null), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            if (isTooDeep(e)) {
                return new State.Ended(unreadable("the reply is nested too deep to be read"));
            }
            throw new MessagesUnreachable(
                    "what answers at BaiChuan's address is not BaiChuan: its answer is not JSON" + Json.where(e), e);
        }
        if (found.taskInfo() == null) {
            return stateWithoutMessage(String.valueOf(found.stat()));
        }
        return found.taskInfo().state(found.stat());
    }

    private static boolean isTooDeep(Throwable e) {
        return e instanceof StreamConstraintsException || e.getCause() != null && isTooDeep(e.getCause());
    }

    private static Outcome unreadable(String why) {
        String stat = Stat.ERR_MSG_RESULT_FAILED.name();
        return new Outcome(
                stat,
                Optional.of(RawJson.of(
                        Json.mapper().createObjectNode().put("stat", stat).put("message", why))),
                0);
    }

    private static State stateWithoutMessage(String stat) {
        return switch (stat) {
            case "ERR_MSG_NOT_EXIST" -> new State.Gone();
            case "ERR_MSG_IN_QUEUED", "ERR_MSG_IN_STARTED" -> new State.Running();
            default -> throw new MessagesUnreachable("BaiChuan did not say how far a message is: " + stat, null);
        };
    }

    private static Outcome outcome(String stat, Info message) {
        Optional<RawJson> reply = Optional.ofNullable(message.result()).filter(RawJson::isObject);
        Optional<String> replied = reply.map(
                        it -> JsonMembers.pick(it, Set.of("stat")).get("stat"))
                .map(it -> it.tree().asText());
        String code = Optional.ofNullable(message.stat()).or(() -> replied).orElse(stat);
        return new Outcome(
                code, reply, message.cost() == null ? 0 : message.cost().asDouble());
    }

    private record Shelf(String handler, String state, int pageSize) {}

    private record Total(long total) {}

    @Override
    public boolean hasCompletionsUnderWay() {
        return ON_THEIR_WAY.stream().anyMatch(state -> {
            try {
                Answer<Total> answer = ask(
                        "/baichuan/task_list",
                        new Shelf(BaiChuanCompletions.HANDLER, state, 1),
                        new TypeReference<>() {});
                if (!answer.isOk() || answer.data() == null) {
                    throw new MessagesUnreachable(
                            "BaiChuan did not say how many completions wait: " + answer.stat(), null);
                }
                return answer.data().total() > 0;
            } catch (JsonProcessingException e) {
                throw new MessagesUnreachable("BaiChuan's answer cannot be read" + Json.where(e), e);
            }
        });
    }

    @Override
    public void cancel(StartId id) {
        Answer<Object> answer;
        try {
            answer = ask("/baichuan/task_cancel", new TaskCancel(id.toString()), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new MessagesUnreachable("BaiChuan's answer cannot be read" + Json.where(e), e);
        }
        if (!answer.isOk() && !Set.of("ERR_MSG_NOT_EXIST", "ERR_BAD_PARAMS").contains(String.valueOf(answer.stat()))) {
            throw new MessagesUnreachable("BaiChuan did not cancel " + id + ": " + answer.stat(), null);
        }
    }

    /**
     * Throws {@link JsonProcessingException} when the answer cannot be read, and an unchecked exception when the
     * request cannot be written.
     */
    private <T> T ask(String path, Object request, TypeReference<T> type) throws JsonProcessingException {
        try {
            T answer = Json.read(baichuan.post(path, request, PATIENCE), type);
            if (answer == null) {
                throw new MessagesUnreachable("BaiChuan answered nothing", null);
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new MessagesUnreachable(
                    "BaiChuan cannot be reached: " + (e.getMessage() == null ? "no connection" : e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagesUnreachable("this service stops", e);
        }
    }
}
