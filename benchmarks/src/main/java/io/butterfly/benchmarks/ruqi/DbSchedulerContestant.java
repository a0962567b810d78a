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
    private static final String INSERT = """
      INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      VALUES ('noop', ?, ?, 0, 1)""";
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
    public void prepare(TestBed bed) throws Exception {
        try (Connection connection = bed.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }

    @Override
    public void startNode(TestBed bed, int number) throws Exception {
        Map<String, String> environment = Map.of(
                "JDBC_URL",
                bed.jdbcUrl(),
                "JDBC_USER",
                bed.server().user(),
                "JDBC_PASSWORD",
                bed.server().password());
        bed.add(NodeProcess.start(
                NodeProcess.ownClassPath(),
                DbSchedulerNode.class.getName(),
                environment,
                bed.log("db-scheduler-" + number)));
    }

    @Override
    public boolean isReady(Connection connection, int nodes) {
        return true;
    }

    @Override
    public void store(TestBed bed, int round, Instant due) throws Exception {
        try (Connection connection = bed.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
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
        return TestBed.number(connection, "SELECT EXISTS(SELECT 1 FROM scheduled_tasks)") == 0;
    }
}
