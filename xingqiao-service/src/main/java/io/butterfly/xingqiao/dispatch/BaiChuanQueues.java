package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.xingqiao.inspect.Why.HandlerQueue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What BaiChuan knows of the handlers of tasks and of their messages. BaiChuan may be away: then nothing is known. */
@Singleton
public final class BaiChuanQueues {
    private final BaiChuanClient baichuan;

    BaiChuanQueues(BaiChuanClient baichuan) {
        this.baichuan = baichuan;
    }

    /** By handler. Empty when BaiChuan does not answer. */
    public Optional<Map<String, HandlerQueue>> queues() {
        try {
            Map<String, HandlerQueue> queues = new HashMap<>();
            for (JsonNode queue : baichuan.queueList().path("data").path("queues")) {
                queues.put(
                        queue.path("handler").asText(),
                        new HandlerQueue(
                                queue.path("queued").asLong(),
                                queue.path("served").asBoolean(),
                                queue.path("paused").asBoolean()));
            }
            return Optional.of(queues);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * {@code queued}, {@code started}, {@code finished} or {@code failed}; empty when there is no such message, or no
     * answer.
     */
    public Optional<String> messageStatus(String id) {
        try {
            return Optional.ofNullable(baichuan.taskGet(id).taskInfo())
                    .map(TaskInfo::status)
                    .map(MessageStatus::wire);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
