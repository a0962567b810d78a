package io.butterfly.xingqiao.inspect;

import java.util.List;

/**
 * A job with all its tasks, without parameters and results.
 *
 * @param cost seconds
 */
public record JobOutline(long jobId, String type, String status, double cost, List<TaskOutline> tasks) {
    /**
     * @param cost seconds
     * @param dependencies labels
     */
    public record TaskOutline(
            long taskId,
            String label,
            String status,
            String retStat,
            double cost,
            List<String> dependencies,
            int retries,
            int retryMax) {}
}
