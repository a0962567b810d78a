package io.butterfly.baichuan.http;

import io.butterfly.access.Identity;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.baichuan.message.Defaults;
import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.DueTime;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Position;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.http.Caller;
import io.butterfly.kernel.ReqId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes drafts of what publishers send. */
final class Drafts {
    private Drafts() {}

    /** @param newId the message's id when the publisher gives none */
    static Draft of(TaskCreate task, String newId, Caller caller) {
        Checks.require(task.handler() != null, "handler must not be null");
        Checks.require(task.params() != null, "params must not be null");
        Checks.require(!task.params().isTooDeep(), "params must not nest deeper than " + Json.MAX_DEPTH + " levels");
        HandlerRights.require(HandlerRights.whyNotPublish(caller.identity(), task.handler()));
        if (task.onFinish() != null && !task.onFinish().isEmpty()) {
            HandlerRights.require(HandlerRights.whyNotReport(caller.identity(), task.onFinish()));
        }
        String publisher = publisher(task.handler(), caller.identity());
        try {
            Draft.Origin origin = new Draft.Origin(
                    orElse(task.traceId(), caller.traceId()), caller.address(), "", restarts(task), false, publisher);
            String id = task.taskId() == null ? idOf(newId) : task.taskId();
            return new Draft(
                    id,
                    task.taskId() == null,
                    task.handler(),
                    task.params().text(),
                    options(task),
                    unique(task).among(publisher),
                    origin);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
        }
    }

    /** Only a call of ours asks who published its message. */
    private static String publisher(String handler, Identity who) {
        return who.isLocal() || !HandlerRights.isOurs(handler) ? "" : who.asPublisher();
    }

    private static List<String> restarts(TaskCreate task) {
        Checks.require(task.restart() == null || task.taskId() != null, "restart needs a task_id");
        return task.restart() == null ? List.of() : List.of(task.restart());
    }

    /** The id of a message that BaiChuan pushed is no id for another one when it is BaiChuan's own. */
    private static String idOf(String request) {
        return Names.isId(request) ? request : ReqId.next();
    }

    private static Unique unique(TaskCreate task) {
        Unique.Mode mode =
                switch (orElse(task.msgCreateUnique(), "no")) {
                    case "no" -> Unique.Mode.NO;
                    case "yes", "reject" -> Unique.Mode.REJECT;
                    case "throttle" -> Unique.Mode.THROTTLE;
                    case "replace" -> Unique.Mode.REPLACE;
                    case "debounce" -> Unique.Mode.DEBOUNCE;
                    default ->
                        throw new IllegalArgumentException(
                                "msg_create_unique must be yes, no, reject, throttle, replace or debounce");
                };
        Checks.require(mode != Unique.Mode.DEBOUNCE || task.delay() != null, "debounce needs a delay");
        int seconds = orElse(task.uniqueFor(), 0);
        if (mode == Unique.Mode.NO) {
            Checks.require(
                    task.uniqueKey() == null && task.uniqueFor() == null,
                    "unique_key and unique_for need msg_create_unique");
            return Unique.NO;
        }
        return task.uniqueKey() == null
                ? Unique.byParams(mode, task.params().text(), seconds)
                : Unique.byText(mode, task.uniqueKey(), seconds);
    }

    private static Options options(TaskCreate task) {
        int resultTtl = orElse(task.resultTtl(), Defaults.RESULT_TTL);
        return new Options(
                orElse(task.timeout(), Defaults.TIMEOUT),
                resultTtl,
                orElse(task.failureTtl(), Defaults.failureTtl(resultTtl)),
                orElse(task.ttl(), 0),
                due(task),
                position(task),
                new Options.Repeats(
                        orElse(task.retryMax(), 0),
                        orElse(task.retryBackoff(), Defaults.RETRY_BACKOFF),
                        orElse(task.maxAttempts(), Defaults.MAX_ATTEMPTS)),
                orElse(task.onFinish(), ""));
    }

    private static DueTime due(TaskCreate task) {
        Checks.require(task.delay() == null || task.notBefore() == null, "give either delay or not_before");
        if (task.notBefore() != null) {
            return DueTime.at(task.notBefore());
        }
        return task.delay() == null ? DueTime.NOW : DueTime.in(task.delay());
    }

    private static Position position(TaskCreate task) {
        Position front = Boolean.TRUE.equals(task.atFront()) ? Position.FRONT : null;
        Position urgent = task.priority() == null || task.priority() == 0 ? null : new Position.Urgent(task.priority());
        Position grouped = task.group() == null ? null : new Position.Grouped(task.group());
        Checks.require(
                Stream.of(front, urgent, grouped).filter(Objects::nonNull).count() <= 1,
                "give only one of at_front, priority and group");
        return Stream.of(front, urgent, grouped)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Position.BACK);
    }

    private static <T> T orElse(T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
