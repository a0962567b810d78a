package io.butterfly.api.worker;

import java.util.List;

/** The answer to a {@link WorkerHeartbeat}, in its order. */
public record LeaseStats(List<LeaseStat> leases) {

    /**
     * @param stat {@code OK}, {@code ERR_LEASE_LOST} or {@code ERR_MSG_NOT_EXIST}
     * @param cancel the worker is asked to stop this execution
     */
    public record LeaseStat(String taskId, String stat, boolean cancel) {}
}
