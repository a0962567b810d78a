package io.butterfly.xingqiao.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.baichuan.BaiChuanClient;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.xingqiao.inspect.Queues;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks for what explains a job; no answer is an answer too. */
@Singleton
final class BaiChuanQueues implements Queues {
    private final BaiChuanClient baichuan;

    BaiChuanQueues(BaiChuanClient baichuan) {
        this.baichuan = baichuan;
    }

    @Override
    public Optional<Map<String, Queue>> queues() {
        try {
            Map<String, Queue> queues = new HashMap<>();
            for (JsonNode queue : baichuan.queueList().path("data").path("queues")) {
                queues.put(
                        queue.path("handler").asText(),
                        new Queue(
                                queue.path("queued").asLong(),
                                queue.path("served").asBoolean(),
                                queue.path("paused").asBoolean()));
            }
            return Optional.of(queues);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
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
