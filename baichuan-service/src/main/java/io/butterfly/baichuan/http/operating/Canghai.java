package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.http.TaskReply;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.operate.Interventions;
import io.butterfly.baichuan.queue.MessagePreview;
import io.butterfly.baichuan.queue.QueueBoard;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.queue.QueueState;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls about queues and messages that the dashboard of the Python service makes: its names (of 2025, then of
 * 2021), its shapes, local times.
 */
@Singleton
final class Canghai {
    private static final int MOST = 200;
    private static final List<String> TIMES = List.of("created_at", "enqueued_at", "started_at", "ended_at");
    private static final List<String> TEXTS = List.of("description", "status", "origin", "handle_worker", "cost");

    private final QueueBoard board;
    private final Messages messages;
    private final Interventions interventions;
    private final LocalTime time;

    Canghai(QueueBoard board, Messages messages, Interventions interventions, LocalTime time) {
        this.board = board;
        this.messages = messages;
        this.interventions = interventions;
        this.time = time;
    }

    record Queue(
            String name,
            long count,
            @JsonProperty("started_msg_registry_count") long started,
            @JsonProperty("finished_msg_registry_count") long finished,
            @JsonProperty("failed_msg_registry_count") long failed) {

        static Queue of(QueueState state) {
            return new Queue(
                    state.handler(),
                    state.count(QueueSection.QUEUED),
                    state.count(QueueSection.STARTED),
                    state.count(QueueSection.FINISHED),
                    state.count(QueueSection.FAILED));
        }
    }

    @Api(
            value = {"/canghai/queue_list", "/canghai/list_queues"},
            role = Role.VIEWER,
            reads = true,
            summary = "Lists queues, for the dashboard of the Python service")
    Reply queues(NoParameters none) {
        return Reply.data(Map.of(
                "queues",
                board.states(0, Paging.MOST_QUEUES).queues().stream()
                        .map(Queue::of)
                        .toList()));
    }

    record MessagesOf(
            @Param(value = "Path of a handler, which is also its queue's name", min = 2, max = 255)
            @JsonProperty(required = true)
            String queueName,

            @Param(
                    value = "Which of its messages",
                    oneOf = {"queued", "delayed", "started", "finished", "failed"})
            @JsonProperty(required = true)
            String registryName,

            @Param(value = "Which page, from 1", min = 1, max = 100_000_000, byDefault = "1")
            Integer pageIndex,

            @Param(value = "Elements of a page", min = 1, max = 200, byDefault = "15")
            Integer pageSize) {}

    @Api(
            value = "/canghai/msg_list",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists messages, for the dashboard of the Python service")
    Reply messages(MessagesOf call) {
        return Reply.data(page(call).map(this::row));
    }

    @Api(
            value = "/canghai/list_msgs",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists messages in the form of 2021, for the dashboard of the Python service")
    Reply messagesOf2021(MessagesOf call) {
        Page<MessagePreview> page = page(call);
        return Reply.data(Map.of(
                "name",
                call.queueName(),
                "registry_name",
                call.registryName(),
                "total_items",
                page.total(),
                "msgs",
                rows(page)));
    }

    private Page<MessagePreview> page(MessagesOf call) {
        Paging paging = Paging.of(call.pageIndex(), call.pageSize(), MOST);
        QueueSection section = InterventionCalls.sectionOf(call.registryName());
        return board.page(
                InterventionCalls.handlerOf(call.queueName()), section, paging.skipped(), paging.size(), true);
    }

    private List<Map<String, Object>> rows(Page<MessagePreview> page) {
        return page.map(this::row).toList();
    }

    private Map<String, Object> row(MessagePreview message) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", message.id());
        row.put("msg_data", message.params());
        TEXTS.forEach(name -> row.put(name, message.fields().getOrDefault(name, "")));
        TIMES.forEach(name -> row.put(name, time.of(message.fields().get(name))));
        return row;
    }

    record OneMessage(
            @Param(value = "The message's id", min = 1) @JsonProperty(required = true)
            String msgId) {}

    @Api(
            value = {"/canghai/msg_show", "/canghai/msg_info"},
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a message, for the dashboard of the Python service",
            errors = Stat.ERR_MSG_NOT_EXIST)
    Reply message(OneMessage call) {
        Map<String, Object> info = messages.find(InterventionCalls.idOf(call.msgId()))
                .map(TaskReply::texts)
                .orElseThrow(() -> new Refusal(
                        Stat.ERR_MSG_NOT_EXIST, "there is no message " + call.msgId() + "; it may have expired"));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", call.msgId());
        shown.put("msg_data", info.get("data"));
        List.of("result", "exc_info").forEach(name -> shown.put(name, info.getOrDefault(name, "")));
        TEXTS.forEach(name -> shown.put(name, info.getOrDefault(name, "")));
        TIMES.forEach(name -> shown.put(name, time.of((String) info.get(name))));
        return Reply.data(shown);
    }

    @Api(
            value = {"/canghai/msg_delete", "/canghai/delete_msg"},
            role = Role.ADMIN,
            summary = "Deletes a message, for the dashboard of the Python service",
            errors = {Stat.ERR_MSG_NOT_EXIST, Stat.ERR_MSG_IN_STARTED})
    Reply delete(OneMessage call) {
        interventions.delete(InterventionCalls.idOf(call.msgId()));
        return Reply.ok();
    }

    record Registry(
            @Param("The handler, which is also the queue's name") @JsonProperty(required = true)
            String queueName,

            @Param(
                    value = "Which of its messages",
                    oneOf = {"queued", "delayed", "started", "finished", "failed"})
            @JsonProperty(required = true)
            String registryName) {}

    @Api(
            value = {"/canghai/queue_empty", "/canghai/empty_queue"},
            role = Role.ADMIN,
            summary = "Deletes messages of a queue, for the dashboard of the Python service")
    Reply empty(Registry call) {
        interventions.empty(
                InterventionCalls.handlerOf(call.queueName()), InterventionCalls.sectionOf(call.registryName()));
        return Reply.ok();
    }
}
