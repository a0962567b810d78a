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
    public void prepare(TestBed bed) throws Exception {
        try (Connection connection = bed.connect();
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
    public void startNode(TestBed bed, int number) throws Exception {
        bed.add(NodeProcess.start(
                NodeProcess.ownClassPath(), QuartzNode.class.getName(), environment(bed), bed.log("quartz-" + number)));
    }

    private static Map<String, String> environment(TestBed bed) {
        return Map.of(
                "JDBC_URL",
                bed.jdbcUrl(),
                "JDBC_USER",
                bed.server().user(),
                "JDBC_PASSWORD",
                bed.server().password());
    }

    @Override
    public boolean isReady(Connection connection, int nodes) throws Exception {
        return TestBed.number(connection, "SELECT COUNT(*) FROM QRTZ_SCHEDULER_STATE") >= nodes;
    }

    @Override
    public void store(TestBed bed, int round, Instant due) throws Exception {
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
        Scheduler scheduler = QuartzNode.scheduler(environment(bed));
        scheduler.scheduleJobs(jobs, false);
        scheduler.shutdown();
    }

    @Override
    public boolean isDone(Connection connection) throws Exception {
        return TestBed.number(connection, "SELECT EXISTS(SELECT 1 FROM QRTZ_TRIGGERS)") == 0
                && TestBed.number(connection, "SELECT EXISTS(SELECT 1 FROM QRTZ_FIRED_TRIGGERS)") == 0;
    }
}
