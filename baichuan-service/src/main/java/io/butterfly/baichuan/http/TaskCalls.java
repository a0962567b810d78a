package io.butterfly.baichuan.http;

import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TaskGet;
import io.butterfly.api.baichuan.TaskGetBatch;
import io.butterfly.api.baichuan.TasksCreated;
import io.butterfly.baichuan.finish.Restarts;
import io.butterfly.baichuan.http.Elements.Element;
import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.MemoryWatermark;
import io.butterfly.baichuan.publish.Published;
import io.butterfly.baichuan.waiting.MessageWaiter;
import io.butterfly.http.Api;
import io.butterfly.http.Caller;
import io.butterfly.kernel.ReqId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For publishers. Drafts enter by {@link Restarts}, which passes all of them to
 * {@link io.butterfly.baichuan.publish.Publishing}, and once more those that begin anew under the id of an ended
 * message.
 */
@Singleton
final class TaskCalls {
    private static final int MAX_WAIT = 30;
    private static final int MAX_BATCH_LENGTH = 4 << 20;

    private final Restarts restarts;
    private final MemoryWatermark memory;
    private final MessageWaiter messages;

    TaskCalls(Restarts restarts, MemoryWatermark memory, MessageWaiter messages) {
        this.restarts = restarts;
        this.memory = memory;
        this.messages = messages;
    }

    @Api(
            value = "/baichuan/task_create",
            role = Role.PUBLISHER,
            summary = "Publishes a message",
            errors = {
                Stat.ERR_NOT_ALLOWED,
                Stat.ERR_MSG_EXIST,
                Stat.ERR_MSG_IN_QUEUED,
                Stat.ERR_MSG_IN_STARTED,
                Stat.ERR_STORE_FULL
            })
    Reply create(TaskCreate task, Caller caller) {
        requireRoom();
        Draft draft = Drafts.of(task, caller.reqid(), caller);
        Published published = restarts.publish(List.of(draft)).getFirst();
        return published.stat() == Stat.OK
                ? Reply.data(created(null, published))
                : Reply.refused(published.stat(), published.note());
    }

    private void requireRoom() {
        memory.whyFull().ifPresent(why -> {
            throw new Refusal(Stat.ERR_STORE_FULL, why);
        });
    }

    @Api(
            value = "/baichuan/task_create_batch",
            role = Role.PUBLISHER,
            summary = "Publishes messages; each has its own answer",
            errors = Stat.ERR_STORE_FULL)
    Reply createBatch(Batch batch, Caller caller) {
        requireRoom();
        List<Element<TaskCreate>> elements = batch.elements();
        requireShort(elements);
        TaskCreated[] answers = new TaskCreated[elements.size()];
        List<Draft> drafts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            try {
                drafts.add(draft(elements.get(i), caller));
                places.add(i);
            } catch (Refusal e) {
                TaskCreate task = elements.get(i).value();
                answers[i] = new TaskCreated(
                        e.stat().name(), task == null ? null : task.taskId(), null, null, e.getMessage());
            }
        }
        List<Published> published = drafts.isEmpty() ? List.of() : restarts.publish(drafts);
        for (int i = 0; i < published.size(); i++) {
            answers[places.get(i)] = created(published.get(i).stat().name(), published.get(i));
        }
        return Reply.data(new TasksCreated(Arrays.asList(answers)));
    }

    private static Draft draft(Element<TaskCreate> element, Caller caller) {
        if (element.refusal() != null) {
            throw element.refusal();
        }
        return Drafts.of(element.value(), ReqId.next(), caller);
    }

    private static void requireShort(List<Element<TaskCreate>> elements) {
        long length = elements.stream()
                .map(Element::value)
                .filter(task -> task != null && task.params() != null)
                .mapToLong(task -> task.params().text().length())
                .sum();
        Checks.require(length <= MAX_BATCH_LENGTH, "the params of all tasks together must not be over 4 MB");
    }

    private static TaskCreated created(String stat, Published published) {
        return new TaskCreated(
                stat,
                published.id(),
                published.isCreated(),
                published
                        .status()
                        .map(status -> MessageStatus.of(status.word()))
                        .orElse(null),
                published.note().isEmpty() ? null : published.note());
    }

    @Api(
            value = "/baichuan/task_get",
            role = {Role.VIEWER, Role.PUBLISHER},
            reads = true,
            summary = "Says how far a message is, and its result; stat is the code that the handler answered",
            errors = {
                Stat.ERR_MSG_NOT_EXIST,
                Stat.ERR_MSG_IN_QUEUED,
                Stat.ERR_MSG_IN_STARTED,
                Stat.ERR_MSG_EXE_FAILED,
                Stat.ERR_MSG_RESULT_FAILED
            })
    Reply get(TaskGet call, Caller caller) {
        Checks.require(call.taskId() != null && !call.taskId().isEmpty(), "task_id must not be empty");
        int wait = call.waitSeconds() == null ? 0 : call.waitSeconds();
        Checks.require(wait >= 0 && wait <= MAX_WAIT, "wait must be seconds from 0 to 30");
        return messages.find(call.taskId(), Duration.ofSeconds(wait), caller.isConnected())
                .filter(message -> caller.identity().mayUse(message.handler()))
                .map(TaskReply::of)
                .orElseGet(() -> Reply.refused(
                        Stat.ERR_MSG_NOT_EXIST, "there is no message " + call.taskId() + "; it may have expired"));
    }

    @Api(
            value = "/baichuan/task_get_batch",
            role = {Role.VIEWER, Role.PUBLISHER},
            reads = true,
            summary = "Says how far messages are, without their parameters")
    Reply getBatch(TaskGetBatch call, Caller caller) {
        List<String> ids = call.taskIds();
        Checks.require(
                ids != null && !ids.isEmpty() && ids.size() <= TaskGetBatch.MOST,
                "task_ids must be a list of 1 to 1000 ids");
        Checks.require(
                ids.stream().noneMatch(id -> id == null || id.isEmpty()), "an element of task_ids must not be empty");
        long resultBytes = Boolean.TRUE.equals(call.results()) ? MAX_BATCH_LENGTH : 0;
        Map<String, Message> found = messages.find(ids, resultBytes);
        List<Map<String, Object>> elements = new ArrayList<>();
        ids.forEach(id -> elements.add(Optional.ofNullable(found.get(id))
                .filter(message -> caller.identity().mayUse(message.handler()))
                .map(TaskReply::element)
                .orElse(null)));
        return Reply.data(Map.of("tasks", elements));
    }
}
