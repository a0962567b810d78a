package io.butterfly.benchmarks.ruqi;

import java.util.Map;
import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/**
 * A node of Quartz as its documentation tunes one for many triggers: batches of acquired triggers, taken under the
 * cluster's lock.
 */
final class QuartzNode {
    private static final String THREADS = "20";

    private QuartzNode() {}

    /** The job of every trigger. */
    public static final class NoOp implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    public static void main(String[] args) throws SchedulerException {
        scheduler(System.getenv()).start();
    }

    static Scheduler scheduler(Map<String, String> environment) throws SchedulerException {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("org.quartz.scheduler.instanceName", "benchmark"),
                Map.entry("org.quartz.scheduler.instanceId", "AUTO"),
                Map.entry("org.quartz.scheduler.skipUpdateCheck", "true"),
                Map.entry(
                        "org.quartz.scheduler.idleWaitTime",
                        "1000"), // else a node learns of what others stored half a minute later
                Map.entry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", THREADS),
                Map.entry("org.quartz.threadPool.threadCount", THREADS),
                Map.entry("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX"),
                Map.entry("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate"),
                Map.entry("org.quartz.jobStore.isClustered", "true"),
                Map.entry("org.quartz.jobStore.acquireTriggersWithinLock", "true"),
                Map.entry("org.quartz.jobStore.misfireThreshold", "600000"),
                Map.entry("org.quartz.jobStore.dataSource", "db"),
                Map.entry("org.quartz.dataSource.db.provider", "hikaricp"),
                Map.entry("org.quartz.dataSource.db.driver", "com.mysql.cj.jdbc.Driver"),
                Map.entry("org.quartz.dataSource.db.URL", environment.get("JDBC_URL")),
                Map.entry("org.quartz.dataSource.db.user", environment.get("JDBC_USER")),
                Map.entry("org.quartz.dataSource.db.password", environment.get("JDBC_PASSWORD")),
                Map.entry("org.quartz.dataSource.db.maxConnections", "24")));
        return new StdSchedulerFactory(settings).getScheduler();
    }
}
