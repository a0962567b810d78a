package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.http.Api;
import io.butterfly.xingqiao.inspect.Listings;
import io.butterfly.xingqiao.operate.Wakeups;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The original's driver message: it is answered in its shape, and only wakes the job. */
@Singleton
class JobActionCall {
    private static final List<String> STATUSES = List.of("waiting", "pending", "started", "finished", "failed");

    private final Wakeups wakeups;
    private final Listings listings;

    JobActionCall(Wakeups wakeups, Listings listings) {
        this.wakeups = wakeups;
        this.listings = listings;
    }

    /** @param exeId without a meaning here, as is {@code interval} */
    record JobAction(@JsonProperty(required = true) Long jobId, Integer exeId, Integer interval) {}

    @Api("/xingqiao/job_action")
    Reply act(JobAction call) {
        wakeups.wake(new JobKey(call.jobId(), null));
        Map<String, Long> byStatus = listings.taskCounts(call.jobId())
                .orElseThrow(() -> new Refusal(Stat.ERR_JOB_NOT_EXIST, "there is no job with id " + call.jobId()));
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status + "_count", byStatus.getOrDefault(status, 0L)));
        return Reply.ok().with("job_id", call.jobId()).with("msg_id", "").with("task_status", counts);
    }
}
