package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** Names a job: {@code /ruqi/job_remove}, {@code job_show}, {@code job_pause}, {@code job_resume}. */
public record JobKey(
        @Param("The job's id") @JsonProperty(required = true)
        String jobId) {}
