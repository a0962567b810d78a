package io.butterfly.api.ruqi;

import io.butterfly.api.Answer;
import io.butterfly.api.ruqi.history.FiringListed;
import io.butterfly.api.ruqi.history.FiringQuery;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/**
 * RuQi for the other services; its address is {@code micronaut.http.services.ruqi.url}. Blocks; call it on a virtual
 * thread.
 */
@Client(id = "ruqi")
public interface RuQiClient {
    @Post("/ruqi/job_add")
    Answer<Void> jobAdd(@Body JobAdd job);

    @Post("/ruqi/job_modify")
    Answer<Void> jobModify(@Body JobAdd job);

    @Post("/ruqi/job_pause")
    Answer<Void> jobPause(@Body JobKey job);

    @Post("/ruqi/job_resume")
    Answer<Void> jobResume(@Body JobKey job);

    @Post("/ruqi/job_remove")
    Answer<Void> jobRemove(@Body JobKey job);

    @Post("/ruqi/job_show")
    Answer<JobShown> jobShow(@Body JobKey job);

    @Post("/ruqi/job_list")
    Answer<JobPage<JobListed>> jobList(@Body JobQuery query);

    @Post("/ruqi/get_history")
    Answer<JobPage<FiringListed>> getHistory(@Body FiringQuery query);

    @Post("/ruqi/scheduler_status")
    Answer<SchedulerStatus> schedulerStatus();

    @Post("/ruqi/scheduler_wakeup")
    Answer<Void> schedulerWakeup();
}
