package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;

/** {@code POST /xingqiao/create_job}: starts a workflow. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateJob(
        @Param(value = "Whose job it is, without blanks at either end; a number counts as its text", max = 64)
        @JsonProperty(required = true)
        @JsonDeserialize(using = TextOrNumber.class)
        String jobNamespace,

        @Param("Name of the workflow") @JsonProperty(required = true)
        String jobType,

        @Param(
                value = "Unique among all jobs, byte by byte, without blanks at either end; a number counts"
                        + " as its text. By default the id of this request",
                max = 64)
        @JsonDeserialize(using = TextOrNumber.class)
        String jobName,

        @Param(value = "The workflow's input: a JSON object, or text that is one", byDefault = "{}")
        RawJson jobExtra,

        @Param(
                value = "What the whole job may take; a fraction is rounded. By default the workflow's own,"
                        + " else 3 600",
                min = 1,
                unit = "seconds")
        @JsonDeserialize(using = JobTimeout.class)
        Integer jobTimeout,

        @Param(
                value = "How long it may wait for locks that others hold; 0 to be refused at once. By "
                        + "default the workflow's own, else 0",
                min = 0,
                unit = "seconds")
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
