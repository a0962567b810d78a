package io.butterfly.xingqiao.http;

import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import java.util.Map;

/** Nothing is known under the id or name; the contract wants an empty {@code data} with it. */
final class JobNotExist extends Refusal {
    JobNotExist(Long jobId, String jobName) {
        super(
                Stat.ERR_JOB_NOT_EXIST,
                "there is no job with " + (jobId == null ? "the name " + jobName : "id " + jobId));
    }

    @Override
    public Reply reply() {
        return super.reply().with("data", Map.of());
    }
}
