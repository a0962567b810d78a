package io.butterfly.benchmarks.ruqi;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/** Quartz, clustered, with the tables it brings. */
final class QuartzContestant implements Contestant {
    @Override
    public String name() {
        return "Quartz";
    }

    @Override
    public int jobs() {
        return 300;
    }

    @Override
    public int warmUp() {
        return 1;
    }

    @Override
    public int rounds() {
        return 2;
    }

    /** Some statements each. */
    @Override
    public Duration ahead() {
        return Duration.ofSeconds(6);
    }

    @Override
    public void prepare(Site site) throws Exception {
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement();
                InputStream tables =
                        Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql")) {
            String script = new String(tables.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^(#|--).*$", "");
            for (String sql : script.split(";")) {
                if (!sql.isBlank() && !sql.strip().equalsIgnoreCase("commit")) {
                    statement.execute(sql);
                }
            }
        }
    }

    @Override
    public void startNode(Site site, int number) throws Exception {
        site.add(NodeProcess.start(
                NodeProcess.ownClassPath(),
                QuartzNode.class.getName(),
                environment(site),
                site.log("quartz-" + number)));
    }

    private static Map<String, String> environment(Site site) {
        return Map.of(
                "JDBC_URL",
                site.jdbcUrl(),
                "JDBC_USER",
                site.server().user(),
                "JDBC_PASSWORD",
                site.server().password());
    }

    @Override
    public boolean isReady(Connection connection, int nodes) throws Exception {
        return Site.number(connection, "SELECT COUNT(*) FROM QRTZ_SCHEDULER_STATE") >= nodes;
    }

    @Override
    public void store(Site site, int round, Instant due) throws Exception {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < jobs(); i++) {
            jobs.put(
                    JobBuilder.newJob(QuartzNode.NoOp.class)
                            .withIdentity(round + "_" + i)
                            .build(),
                    Set.of(TriggerBuilder.newTrigger()
                            .withIdentity(round + "_" + i)
                            .startAt(Date.from(due))
                            .withSchedule(SimpleScheduleBuilder.simpleSchedule())
                            .build()));
        }
        Scheduler scheduler = QuartzNode.scheduler(environment(site));
        scheduler.scheduleJobs(jobs, false);
        scheduler.shutdown();
    }

    @Override
    public boolean isDone(Connection connection) throws Exception {
        return Site.number(connection, "SELECT EXISTS(SELECT 1 FROM QRTZ_TRIGGERS)") == 0
                && Site.number(connection, "SELECT EXISTS(SELECT 1 FROM QRTZ_FIRED_TRIGGERS)") == 0;
    }
}
