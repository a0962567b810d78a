package io.butterfly.api.ruqi;

import java.util.List;

/**
 * The scheduler of the process that answers: {@code /ruqi/scheduler_status}; the first three are null before its first
 * turn.
 *
 * @param waitSeconds from the beginning of the latest turn to the next due job; 300 when there is none
 * @param nextWakeupTime when a job is due next; null when there is none
 * @param checkTime when the latest turn began
 * @param lastPassAge seconds since a turn ended well; it grows while the database is away
 * @param schedulers all replicas that live
 */
public record SchedulerStatus(
        Double waitSeconds, String nextWakeupTime, String checkTime, double lastPassAge, List<Scheduler> schedulers) {

    /** One replica, by its {@code host:port:pid}, and until when its word counts. */
    public record Scheduler(String schedulerName, String startTime, String leaseUntil) {}
}
