package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.http.TaskReply;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.operate.Interventions;
import io.butterfly.baichuan.queue.MessagePreview;
import io.butterfly.baichuan.queue.Page;
import io.butterfly.baichuan.queue.QueueBoard;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.queue.QueueState;
import io.butterfly.baichuan.worker.WorkerBoard;
import io.butterfly.baichuan.worker.WorkerState;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that the dashboard of the Python service makes: its names (of 2025, then of 2021), its shapes, local times.
 */
@Singleton
final class Canghai {
    private static final int MOST = 200;
    private static final List<String> TIMES = List.of("created_at", "enqueued_at", "started_at", "ended_at");
    private static final List<String> TEXTS = List.of("description", "status", "origin", "handle_worker", "cost");

    private final QueueBoard board;
    private final Messages messages;
    private final WorkerBoard workers;
    private final Interventions interventions;
    private final LocalTime time;

    Canghai(QueueBoard board, Messages messages, WorkerBoard workers, Interventions interventions, LocalTime time) {
        this.board = board;
        this.messages = messages;
        this.workers = workers;
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
            reads = true)
    Reply queues(NoParameters none) {
        return Reply.data(Map.of(
                "queues",
                board.states(0, Paging.MOST_QUEUES).queues().stream()
                        .map(Queue::of)
                        .toList()));
    }

    record MessagesOf(
            @JsonProperty(required = true) String queueName,
            @JsonProperty(required = true) String registryName,
            Integer pageIndex,
            Integer pageSize) {}

    @Api(value = "/canghai/msg_list", role = Role.VIEWER, reads = true)
    Reply messages(MessagesOf call) {
        Page page = page(call);
        return Reply.data(Map.of("total", page.total(), "list", rows(page)));
    }

    @Api(value = "/canghai/list_msgs", role = Role.VIEWER, reads = true)
    Reply messagesOf2021(MessagesOf call) {
        Page page = page(call);
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

    private Page page(MessagesOf call) {
        Paging paging = Paging.of(call.pageIndex(), call.pageSize(), MOST);
        QueueSection section = InterventionCalls.sectionOf(call.registryName());
        return board.page(
                InterventionCalls.handlerOf(call.queueName()), section, paging.skipped(), paging.size(), true);
    }

    private List<Map<String, Object>> rows(Page page) {
        return page.messages().stream().map(this::row).toList();
    }

    private Map<String, Object> row(MessagePreview message) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", message.id());
        row.put("msg_data", message.params());
        TEXTS.forEach(name -> row.put(name, message.fields().getOrDefault(name, "")));
        TIMES.forEach(name -> row.put(name, time.of(message.fields().get(name))));
        return row;
    }

    record OneMessage(@JsonProperty(required = true) String msgId) {}

    @Api(
            value = {"/canghai/msg_show", "/canghai/msg_info"},
            role = Role.VIEWER,
            reads = true)
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
            role = Role.ADMIN)
    Reply delete(OneMessage call) {
        interventions.delete(InterventionCalls.idOf(call.msgId()));
        return Reply.ok();
    }

    record Registry(
            @JsonProperty(required = true) String queueName,
            @JsonProperty(required = true) String registryName) {}

    @Api(
            value = {"/canghai/queue_empty", "/canghai/empty_queue"},
            role = Role.ADMIN)
    Reply empty(Registry call) {
        interventions.empty(
                InterventionCalls.handlerOf(call.queueName()), InterventionCalls.sectionOf(call.registryName()));
        return Reply.ok();
    }

    record Worker(String name, String nickname, String version, int queuesCount, String state) {
        static Worker of(WorkerState worker) {
            return new Worker(
                    worker.name(),
                    worker.field("nickname"),
                    worker.field("version"),
                    worker.handlers().size(),
                    worker.field("state"));
        }
    }

    @Api(
            value = {"/canghai/worker_list", "/canghai/list_workers"},
            role = Role.VIEWER,
            reads = true)
    Reply workers(NoParameters none) {
        return Reply.data(
                Map.of("workers", workers.all().stream().map(Worker::of).toList()));
    }

    record WorkerShown(
            @JsonUnwrapped Process process,
            String birthDate,
            String lastHeartbeat,
            long failedMsgCount,
            long successfulMsgCount,
            List<String> queues) {}

    record Process(String name, String nickname, String state, String version, String pythonVersion, String homeDir) {}

    @Api(
            value = {"/canghai/worker_show", "/canghai/worker_info"},
            role = Role.VIEWER,
            reads = true)
    Reply worker(WorkerViews.OneWorker call) {
        return workers.find(call.name())
                .map(worker -> Reply.data(shown(worker)))
                .orElseThrow(() -> new Refusal(Stat.ERR, "there is no worker " + call.name()));
    }

    private WorkerShown shown(WorkerState worker) {
        return new WorkerShown(
                new Process(
                        worker.name(),
                        worker.field("nickname"),
                        worker.field("state"),
                        worker.field("version"),
                        worker.field("python_version"),
                        worker.field("home_dir")),
                time.of(worker.field("birth")),
                time.of(worker.field("last_heartbeat")),
                WorkerViews.count(worker.field("failed_msg_count")),
                WorkerViews.count(worker.field("successful_msg_count")),
                worker.handlers());
    }
}
