package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a job: {@code /ruqi/job_remove}, {@code job_show}, {@code job_pause}, {@code job_resume}. */
public record JobKey(@JsonProperty(required = true) String jobId) {}
