package io.butterfly.api.xingqiao;

import io.butterfly.api.Answer;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/**
 * XingQiao for other services; its address is {@code micronaut.http.services.xingqiao.url}. Blocks; call it on a
 * virtual thread.
 */
@Client(id = "xingqiao")
public interface XingQiaoClient {
    @Post("/xingqiao/create_job")
    JobCreated createJob(@Body CreateJob job);

    @Post("/xingqiao/get_job_detail")
    Answer<JobView> getJobDetail(@Body JobKey job);

    @Post("/xingqiao/list_tasks")
    Answer<TaskList> listTasks(@Body ListTasks tasks);
}
