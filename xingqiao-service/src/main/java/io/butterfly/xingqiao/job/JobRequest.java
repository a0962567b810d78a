package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import java.time.Duration;
import java.util.Optional;

/**
 * A caller wants a job.
 *
 * @param name empty for the request's id
 * @param extra whatever was given, empty for nothing
 * @param lockWait how long the job waits for its locks
 * @param requester who asks
 */
public record JobRequest(
        String namespace,
        String type,
        Optional<String> name,
        Optional<RawJson> extra,
        Optional<Duration> timeout,
        Optional<Duration> lockWait,
        Requester requester) {

    /**
     * @param reqid of the request; a message that is delivered twice asks twice under the same id
     * @param client its address
     * @param operator its user
     * @param parent the job whose task this one becomes
     */
    public record Requester(String reqid, String client, String operator, String traceId, Optional<JobId> parent) {
        public Requester(String reqid, String client, String operator, String traceId) {
            this(reqid, client, operator, traceId, Optional.empty());
        }
    }

    String jobName() {
        return name.orElse(requester.reqid());
    }
}
