package io.butterfly.api.baichuan;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Answer;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;

/**
 * BaiChuan for the other services; its address is {@code micronaut.http.services.baichuan.url}. Blocks; call it on a
 * virtual thread.
 */
@Client(id = "baichuan")
public interface BaiChuanClient {
    @Post("/baichuan/task_create")
    Answer<TaskCreated> taskCreate(@Body TaskCreate task);

    @Post("/baichuan/task_create_batch")
    Answer<TasksCreated> taskCreateBatch(@Body TaskCreateBatch batch);

    /** The whole reply: {@code stat}, {@code task_info} and {@code data}. */
    @Get("/baichuan/task_get")
    JsonNode taskGet(@QueryValue("task_id") String taskId);

    /** {@code ERR_MSG_NOT_EXIST} when there is no such message; what has ended stays as it is. */
    @Post("/baichuan/task_cancel")
    Answer<Object> taskCancel(@Body TaskCancel task);

    /** The whole reply; {@code data.queues} has one element for each handler. */
    @Get("/baichuan/queue_list")
    JsonNode queueList();
}
