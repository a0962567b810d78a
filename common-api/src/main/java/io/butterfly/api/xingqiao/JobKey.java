package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.butterfly.api.Param;

/** {@code GET /xingqiao/get_job_detail}: one job by its id or its name; when both are given, both must fit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobKey(
        @Param("The job's id; when both are given, both must fit")
        Long jobId,

        @Param("The job's name") String jobName) {
    public JobKey {
        if (jobId == null && jobName == null) {
            throw new IllegalArgumentException("missing parameter: give job_id or job_name");
        }
    }
}
