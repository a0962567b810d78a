package io.butterfly.xingqiao.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.RetriedJobs;
import io.butterfly.api.xingqiao.RetriedJobs.RefusedRetry;
import io.butterfly.changes.Before;
import io.butterfly.xingqiao.inspect.PageRequest;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.mysql.read.Listings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Retries failed jobs by the filters of a list, each in a turn of its own. */
@Singleton
public final class BulkRetry {
    private final Listings listings;
    private final Operations operations;

    BulkRetry(Listings listings, Operations operations) {
        this.listings = listings;
        this.operations = operations;
    }

    /**
     * One page, as the list of failed jobs has it now: what has been retried is on none any more. One that cannot be
     * retried stops no other one.
     */
    public RetriedJobs retry(ListJobs filter) {
        String failed = JobStatus.FAILED.word();
        if (filter.jobStatus() != null && !filter.jobStatus().equals(failed)) {
            throw new Refusal(
                    Stat.ERR_JOB_STATUS_NOT_FAILED,
                    "only failed jobs can be retried: leave job_status out, or make it failed");
        }
        ObjectNode tree = Json.mapper().valueToTree(filter);
        ListJobs ofFailed = Json.read(tree.put("job_status", failed).toString(), ListJobs.class);
        Listings.Ids jobs = listings.ids(ofFailed, PageRequest.of(ofFailed));
        List<Long> retried = new ArrayList<>();
        List<RefusedRetry> refused = new ArrayList<>();
        for (long job : jobs.list()) {
            try {
                operations.retry(new JobKey(job, null));
                retried.add(job);
            } catch (Refusal e) {
                refused.add(new RefusedRetry(job, e.stat().name(), e.getMessage()));
            }
        }
        Before.was(() -> Map.of("job_status", failed)); // of all of them, not of the last one
        return new RetriedJobs(jobs.total(), retried, refused);
    }
}
