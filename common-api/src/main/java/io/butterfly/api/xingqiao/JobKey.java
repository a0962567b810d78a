package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;

/** {@code GET /xingqiao/get_job_detail}: one job by its id or its name; when both are given, both must fit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobKey(Long jobId, String jobName) {
    public JobKey {
        if (jobId == null && jobName == null) {
            throw new IllegalArgumentException("missing parameter: give job_id or job_name");
        }
    }
}
