package io.butterfly.benchmarks.ruqi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;

/** db-scheduler, with the table its documentation gives; a finished one-shot is deleted and leaves no record. */
final class DbSchedulerContestant implements Contestant {
    private static final String TABLE = """
      CREATE TABLE scheduled_tasks (
        task_name varchar(100) NOT NULL,
        task_instance varchar(100) NOT NULL,
        task_data blob,
        execution_time timestamp(6) NOT NULL,
        picked boolean NOT NULL,
        picked_by varchar(50),
        last_success timestamp(6) NULL,
        last_failure timestamp(6) NULL,
        consecutive_failures int,
        last_heartbeat timestamp(6) NULL,
        version bigint NOT NULL,
        priority smallint,
        PRIMARY KEY (task_name, task_instance),
        INDEX execution_time_idx (execution_time),
        INDEX last_heartbeat_idx (last_heartbeat))""";
    private static final int BATCH = 2_000;

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public int jobs() {
        return 20_000;
    }

    @Override
    public int warmUp() {
        return 1;
    }

    @Override
    public int rounds() {
        return 3;
    }

    @Override
    public void prepare(Site site) throws Exception {
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }

    @Override
    public void startNode(Site site, int number) throws Exception {
        Map<String, String> environment = Map.of(
                "JDBC_URL",
                site.jdbcUrl(),
                "JDBC_USER",
                site.server().user(),
                "JDBC_PASSWORD",
                site.server().password());
        site.add(NodeProcess.start(
                NodeProcess.ownClassPath(),
                DbSchedulerNode.class.getName(),
                environment,
                site.log("db-scheduler-" + number)));
    }

    @Override
    public boolean isReady(Connection connection, int nodes) {
        return true;
    }

    @Override
    public void store(Site site, int round, Instant due) throws Exception {
        try (Connection connection = site.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version) VALUES ('noop', ?, ?, 0, 1)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < jobs(); i++) {
                insert.setString(1, round + "_" + i);
                insert.setTimestamp(2, Timestamp.from(due));
                insert.addBatch();
                if (i % BATCH == BATCH - 1) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        }
    }

    @Override
    public boolean isDone(Connection connection) throws Exception {
        return Site.number(connection, "SELECT EXISTS(SELECT 1 FROM scheduled_tasks)") == 0;
    }
}
