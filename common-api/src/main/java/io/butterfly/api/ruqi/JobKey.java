package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a job: {@code /ruqi/job_remove}, {@code /ruqi/job_show}. */
public record JobKey(@JsonProperty(required = true) String jobId) {}
