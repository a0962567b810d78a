package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.butterfly.api.RawJson;

/**
 * {@code POST /xingqiao/create_job}: starts a workflow.
 *
 * @param jobNamespace whose job it is, at most 64 characters, without blanks at either end; a number counts as its text
 * @param jobType name of the workflow
 * @param jobName unique among all jobs, byte by byte; at most 64 characters, without blanks at either end; a number
 *     counts as its text. Default: the id of this request
 * @param jobExtra the workflow's input: a JSON object, or text that is one. Default {@code {}}
 * @param jobTimeout seconds the whole job may take, 1 or more; a fraction is rounded. Default: the workflow's own, else
 *     3 600
 * @param jobLockWait seconds the job may wait for its locks when others hold them, 1 or more, or 0 to be refused at
 *     once. Default: the workflow's own, else 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateJob(
        @JsonProperty(required = true) @JsonDeserialize(using = TextOrNumber.class)
        String jobNamespace,

        @JsonProperty(required = true) String jobType,
        @JsonDeserialize(using = TextOrNumber.class) String jobName,
        RawJson jobExtra,
        @JsonDeserialize(using = JobTimeout.class) Integer jobTimeout,
        Integer jobLockWait) {

    public CreateJob {
        if (jobNamespace == null || jobType == null) {
            throw new IllegalArgumentException("job_namespace and job_type must not be null");
        }
        if (jobTimeout != null && jobTimeout <= 0) {
            throw new IllegalArgumentException("job_timeout must be 1 second or more, not " + jobTimeout);
        }
        if (jobLockWait != null && jobLockWait < 0) {
            throw new IllegalArgumentException("job_lock_wait must be 0 seconds or more, not " + jobLockWait);
        }
        checkName("job_namespace", jobNamespace);
        if (jobName != null) {
            checkName("job_name", jobName);
        }
    }

    private static void checkName(String what, String name) {
        if (name.isBlank() && !name.isEmpty()) { // the Python service takes an empty one for a name like any other
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (!name.equals(name.strip())) {
            throw new IllegalArgumentException(what + " must not begin or end with blanks");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not have control characters");
        }
    }
}
