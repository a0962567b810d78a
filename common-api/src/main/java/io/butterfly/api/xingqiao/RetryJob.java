package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code POST /xingqiao/retry_job}: what failed or was skipped in a failed job waits and runs again; what has finished
 * keeps its result.
 *
 * @param jobId a number, also as text; a refusal echoes it as it was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryJob(JsonNode jobId, String jobName) {
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
