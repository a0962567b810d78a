package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Param;

/**
 * {@code POST /xingqiao/retry_job}: what failed or was skipped in a failed job waits and runs again; what has finished
 * keeps its result.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryJob(
        @Param(value = "The job's id, also as text; a refusal repeats it as it was given", type = Long.class, min = 0)
        JsonNode jobId,

        @Param("The job's name; when both are given, both must fit")
        String jobName) {
    public RetryJob {
        jobId = jobId == null || jobId.isNull() ? null : jobId;
        if (jobId != null && !jobId.asText().matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("job_id must be a whole number");
        }
        if (jobId == null && jobName == null) {
            throw new IllegalArgumentException("missing parameter: give job_id or job_name");
        }
    }

    public JobKey key() {
        return new JobKey(jobId == null ? null : jobId.asLong(), jobName);
    }
}
