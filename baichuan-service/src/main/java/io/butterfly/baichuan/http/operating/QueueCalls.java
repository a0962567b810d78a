package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.http.Checks;
import io.butterfly.baichuan.http.TaskReply;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.queue.MessagePreview;
import io.butterfly.baichuan.queue.QueueBoard;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.http.Api;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Queues and messages to look at. */
@Singleton
final class QueueCalls {
    private static final int MOST = 200;

    private final QueueRows rows;
    private final QueueBoard board;
    private final Messages messages;

    QueueCalls(QueueRows rows, QueueBoard board, Messages messages) {
        this.rows = rows;
        this.board = board;
        this.messages = messages;
    }

    record QueueList(
            @Param(value = "Which page, from 1", min = 1, max = 100_000_000, byDefault = "1")
            Integer pageIndex,

            @Param(value = "Elements of a page", min = 1, max = 5000, byDefault = "5000")
            Integer pageSize) {}

    @Api(value = "/baichuan/queue_list", role = Role.VIEWER, reads = true, summary = "Lists queues and what is in them")
    Reply queues(QueueList call) {
        int size = Objects.requireNonNullElse(call.pageSize(), Paging.MOST_QUEUES);
        return Reply.data(rows.some(Paging.of(call.pageIndex(), size, Paging.MOST_QUEUES)));
    }

    record TaskList(
            @Param(value = "Path of a handler, which is also its queue's name", min = 2, max = 255)
            @JsonProperty(required = true)
            String handler,

            @Param(
                    value = "Which of its messages",
                    oneOf = {"queued", "delayed", "started", "finished", "failed"})
            @JsonProperty(required = true)
            String state,

            @Param(value = "Which page, from 1", min = 1, max = 100_000_000, byDefault = "1")
            Integer pageIndex,

            @Param(value = "Elements of a page", min = 1, max = 200, byDefault = "15")
            Integer pageSize,

            @Param(
                    value = "Which come first",
                    oneOf = {"newest", "oldest"},
                    byDefault = "newest")
            String order,

            @Param(value = "The queued messages of this group only, the oldest first", min = 1, max = 255)
            String group) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tasks(long total, List<Map<String, Object>> tasks) {}

    @Api(
            value = "/baichuan/task_list",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists the messages of a queue that are in one state")
    Reply tasks(TaskList call) {
        String order = Objects.requireNonNullElse(call.order(), "newest");
        Checks.require(
                List.of("newest", "oldest").contains(order), "order must be newest or oldest, not '" + order + "'");
        Paging paging = Paging.of(call.pageIndex(), call.pageSize(), MOST);
        String handler = InterventionCalls.handlerOf(call.handler());
        QueueSection section = InterventionCalls.sectionOf(call.state());
        Checks.require(call.group() == null || section == QueueSection.QUEUED, "group goes with state queued only");
        Checks.require(call.group() == null || Names.isName(call.group()), "group must " + Names.NAME_RULE);
        Page<MessagePreview> page = call.group() == null
                ? board.page(handler, section, paging.skipped(), paging.size(), order.equals("newest"))
                : board.page(handler, call.group(), paging.skipped(), paging.size());
        return Reply.data(new Tasks(page.total(), page.map(TaskRow::of).toList()));
    }

    @Api(
            value = "/baichuan/task_show",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a message",
            errors = Stat.ERR_MSG_NOT_EXIST)
    Reply task(InterventionCalls.OneTask call) {
        String id = InterventionCalls.idOf(call.taskId());
        return messages.find(id)
                .map(message -> Reply.data(TaskReply.info(message)))
                .orElseThrow(() ->
                        new Refusal(Stat.ERR_MSG_NOT_EXIST, "there is no message " + id + "; it may have expired"));
    }
}
