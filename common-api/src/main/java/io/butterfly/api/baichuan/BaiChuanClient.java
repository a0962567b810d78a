package io.butterfly.api.baichuan;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;

/**
 * Questions to BaiChuan that may stay unanswered; its address is {@code micronaut.http.services.baichuan.url}. Blocks;
 * call it on a virtual thread. Publishing and whatever must be certain goes by {@code io.butterfly.queue}.
 */
@Client(id = "baichuan")
public interface BaiChuanClient {
    @Get("/baichuan/task_get")
    TaskFound taskGet(@QueryValue("task_id") String taskId);

    /** The whole reply; {@code data.queues} has one element for each handler. */
    @Get("/baichuan/queue_list")
    JsonNode queueList();
}
