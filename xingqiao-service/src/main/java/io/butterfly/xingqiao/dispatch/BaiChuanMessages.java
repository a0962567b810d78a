package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.access.Credential;
import io.butterfly.api.Json;
import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.queue.Found;
import io.butterfly.queue.Lookup;
import io.butterfly.queue.Publication;
import io.butterfly.queue.Publisher;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.StoreId;
import io.butterfly.xingqiao.progress.Messages;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.progress.TaskMessage;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of tasks, over HTTP. BaiChuan cannot be reached when the exchange fails, and only then: a message that
 * cannot be written, or an answer that cannot be read, concerns that one message.
 */
@Singleton
final class BaiChuanMessages implements Messages {
    private static final Logger LOG = LoggerFactory.getLogger(BaiChuanMessages.class);
    private static final int NO_LIMIT = -1;
    private static final int MOST_HELD = 4 << 20; // characters of outcomes that are asked for together
    /** The longest that BaiChuan takes: ten years. */
    private static final long MAX_RESULT_TTL = 315_360_000;

    private static final List<String> ON_THEIR_WAY = List.of("queued", "delayed", "started");
    /**
     * BaiChuan will say the same whenever it is asked; the second: the id is that of a message with another handler or
     * other parameters.
     */
    private static final Set<String> REFUSALS = Set.of(Stat.ERR_BAD_PARAMS.name(), Stat.ERR_MSG_EXIST.name());

    private final BaiChuanCalls calls;
    private final Publisher publisher;
    private final Lookup lookup;
    private final StoreId store;

    BaiChuanMessages(@Value("${butterfly.baichuan.url}") URI baichuan, Credential credential, StoreId store) {
        this.store = store;
        this.calls = new BaiChuanCalls(baichuan, credential);
        this.publisher = new Publisher(calls);
        this.lookup = new Lookup(calls);
    }

    @Override
    public List<Published> publish(List<TaskMessage> messages) {
        List<Publication> publications = answered(
                () -> publisher.publish(messages.stream().map(this::create).toList()));
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            published.add(published(messages.get(i), publications.get(i)));
        }
        return published;
    }

    private TaskCreate create(TaskMessage message) {
        return TaskCreate.of(message.cmd(), message.params())
                .withTaskId(message.start().id().toString())
                .withTimeout(message.timeoutSeconds() == 0 ? NO_LIMIT : message.timeoutSeconds())
                .withResultTtl((int) Math.min(MAX_RESULT_TTL, message.keepFor().toSeconds()))
                .withOnFinish(BaiChuanCompletions.handler(store))
                .withTraceId(message.traceId());
    }

    private static Published published(TaskMessage message, Publication publication) {
        return switch (publication) {
            case Publication.Published there ->
                there.isEnded() ? new Published.AlreadyEnded() : new Published.Acknowledged();
            case Publication.Refused(String stat, String why) when REFUSALS.contains(stat) -> refused(why);
            case Publication.Refused(String stat, String why) -> later(message, stat + ", " + why);
            case Publication.UnderWay(String stat, String why) -> later(message, stat + ", " + why);
            case Publication.NotNow(String reason, boolean _m) -> later(message, reason);
            case Publication.StoodIn(String why) -> refused(why);
            case Publication.Unwritable(String why) -> new Published.Refused("the message cannot be written: " + why);
        };
    }

    private static Published refused(String reason) {
        return new Published.Refused("BaiChuan refuses the message: " + reason);
    }

    private static Published later(TaskMessage message, String reason) {
        LOG.warn(
                "BaiChuan does not take the message of task start {} now: {}",
                message.start().id(),
                reason);
        return new Published.Later();
    }

    @Override
    public List<State> states(List<StartId> ids) {
        return answered(() ->
                        lookup.findFirst(ids.stream().map(StartId::toString).toList(), MOST_HELD))
                .stream()
                .map(BaiChuanMessages::state)
                .toList();
    }

    private static State state(Found found) {
        return switch (found) {
            case Found.Known(TaskInfo info, String stat) ->
                info.isEnded()
                        ? new State.Ended(
                                outcome(info, stat),
                                Optional.ofNullable(info.origin()).orElse(""))
                        : new State.Running(mustHaveEnded(info));
            case Found.UnderWay _u -> new State.Running();
            case Found.Absent _a -> new State.Gone();
            case Found.Unreadable(boolean isTooDeep)
            when isTooDeep -> new State.Ended(unreadable("the reply is nested too deep to be read"));
            case Found.Unreadable _u ->
                throw new MessagesUnreachable(
                        "what answers at BaiChuan's address is not BaiChuan: its answer cannot be read", null);
        };
    }

    private static Outcome outcome(TaskInfo info, String stat) {
        Optional<RawJson> reply = Optional.ofNullable(info.result()).filter(RawJson::isObject);
        Optional<String> replied = reply.map(
                        it -> JsonMembers.pick(it, Set.of("stat")).get("stat"))
                .map(it -> it.tree().asText());
        String code = Optional.ofNullable(info.stat()).or(() -> replied).orElse(stat);
        return new Outcome(code, reply, info.cost());
    }

    /** BaiChuan itself looks at the limit of what is executed under a lease; a Python worker has none. */
    private static Optional<Instant> mustHaveEnded(TaskInfo info) {
        boolean isPython = info.status() == MessageStatus.STARTED && info.leaseUntil() == 0 && info.timeout() > 0;
        try {
            return info.startedAt().filter(_s -> isPython).map(start -> Instant.parse(start)
                    .plusSeconds(info.timeout()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Outcome unreadable(String why) {
        String stat = Stat.ERR_MSG_RESULT_FAILED.name();
        return new Outcome(
                stat,
                Optional.of(RawJson.of(
                        Json.mapper().createObjectNode().put("stat", stat).put("message", why))),
                0);
    }

    private record TaskList(String handler, String state, int pageSize) {}

    private record Total(long total) {}

    @Override
    public boolean hasCompletionsUnderWay() {
        return BaiChuanCompletions.handlers(store).stream()
                .anyMatch(handler -> ON_THEIR_WAY.stream().anyMatch(state -> isAny(handler, state)));
    }

    private boolean isAny(String handler, String state) {
        TaskList list = new TaskList(handler, state, 1);
        Total total = answered(() -> calls.data("/baichuan/task_list", list, new TypeReference<>() {}));
        return total.total() > 0;
    }

    @Override
    public void cancel(StartId id) {
        answered(() -> lookup.cancel(id.toString()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws BaiChuanUnreachable, InterruptedException;
    }

    private static <T> T answered(Question<T> question) {
        try {
            return question.ask();
        } catch (BaiChuanUnreachable e) {
            String why = e.getCause() == null || e.getCause().getMessage() == null
                    ? ""
                    : ": " + e.getCause().getMessage();
            throw new MessagesUnreachable(e.getMessage() + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagesUnreachable("this service stops", e);
        }
    }
}
