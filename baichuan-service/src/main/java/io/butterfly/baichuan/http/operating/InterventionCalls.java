package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.http.Checks;
import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.operate.Emptied;
import io.butterfly.baichuan.operate.Interventions;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.http.Api;
import jakarta.inject.Singleton;
import java.util.Map;

/** What an operator does to messages. */
@Singleton
final class InterventionCalls {
    private final Interventions interventions;

    InterventionCalls(Interventions interventions) {
        this.interventions = interventions;
    }

    record OneTask(
            @Param(value = "The message's id", min = 1) @JsonProperty(required = true)
            String taskId) {}

    @Api(
            value = "/baichuan/task_cancel",
            role = Role.OPERATOR,
            summary = "Cancels a message, also one that is being executed",
            errors = Stat.ERR_MSG_NOT_EXIST)
    Reply cancel(OneTask call) {
        String status = interventions.cancel(idOf(call.taskId())).word();
        return Reply.data(Map.of("task_id", call.taskId(), "status", status));
    }

    static String idOf(String taskId) {
        Checks.require(!taskId.isEmpty(), "task_id must not be empty");
        return taskId;
    }

    @Api(
            value = "/baichuan/task_delete",
            role = Role.ADMIN,
            summary = "Deletes a message that is not being executed",
            errors = {Stat.ERR_MSG_NOT_EXIST, Stat.ERR_MSG_IN_STARTED})
    Reply delete(OneTask call) {
        interventions.delete(idOf(call.taskId()));
        return Reply.ok();
    }

    /** One message, or all failed ones of a handler. */
    record Requeue(
            @Param(value = "The message's id; either this or handler", min = 1)
            String taskId,

            @Param(value = "All failed messages of this handler", min = 2, max = 255)
            String handler) {}

    @Api(
            value = "/baichuan/task_requeue",
            role = Role.OPERATOR,
            summary = "Queues a failed message again, or all failed ones of a handler",
            errors = {Stat.ERR_MSG_NOT_EXIST, Stat.ERR_MSG_EXIST, Stat.ERR_STORE_FULL})
    Reply requeue(Requeue call) {
        Checks.require((call.taskId() == null) != (call.handler() == null), "give either task_id or handler");
        if (call.taskId() == null) {
            Emptied emptied = interventions.requeueFailed(handlerOf(call.handler()));
            return Reply.data(Map.of("requeued", emptied.done(), "left", emptied.left()));
        }
        interventions.requeue(idOf(call.taskId()));
        return Reply.data(Map.of("requeued", 1, "left", 0));
    }

    record Empty(
            @Param(value = "Path of a handler, which is also its queue's name", min = 2, max = 255)
            @JsonProperty(required = true)
            String handler,

            @Param(
                    value = "Which of its messages",
                    oneOf = {"queued", "delayed", "started", "finished", "failed"})
            @JsonProperty(required = true)
            String state) {}

    @Api(
            value = "/baichuan/queue_empty",
            role = Role.ADMIN,
            summary = "Deletes the messages of a queue that are in one state")
    Reply empty(Empty call) {
        Emptied emptied = interventions.empty(handlerOf(call.handler()), sectionOf(call.state()));
        return Reply.data(Map.of("deleted", emptied.done(), "left", emptied.left()));
    }

    static String handlerOf(String handler) {
        Checks.require(Names.isHandler(handler), "handler must " + Names.HANDLER_RULE);
        return handler;
    }

    static QueueSection sectionOf(String state) {
        return QueueSection.of(state)
                .orElseThrow(() -> new Refusal(
                        Stat.ERR_BAD_PARAMS,
                        "state must be queued, delayed, started, finished or failed, not '" + state + "'"));
    }
}
