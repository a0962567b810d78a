package io.butterfly.benchmarks.ruqi;

import io.butterfly.embedded.process.Ports;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** This project's: a row of the ledger for every firing, and how it ended. */
final class RuQiContestant implements Contestant {
    private static final DateTimeFormatter RULE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final String HAS_SCHEDULERS = """
      SELECT COUNT(*) FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name = 'ruqi_schedulers'""";
    private static final String INSERT = """
      INSERT INTO ruqi_jobs
        (id, job_uid, kind, next_run_time, job_state, job_lock, job_name, job_trigger, job_rule, u_time, c_time)
      VALUES (?, ?, 0, ?, '{"version":2,"cmd":"/none"}', 0, 'benchmark', ?, ?, NOW(), NOW())""";
    private static final int BATCH = 2_000;

    @Override
    public String name() {
        return "RuQi";
    }

    @Override
    public int jobs() {
        return 20_000;
    }

    @Override
    public int warmUp() {
        return 2;
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public void prepare(TestBed bed) {}

    @Override
    public void startNode(TestBed bed, int number) throws Exception {
        String url = "mysql+retrypool://%s:%s@127.0.0.1:%d/%s"
                .formatted(
                        bed.server().user(),
                        bed.server().password(),
                        bed.server().port(),
                        bed.database());
        Map<String, String> environment = Map.of(
                "BUTTERFLY_PORT",
                Integer.toString(Ports.free()),
                "BUTTERFLY_MYSQL_URL",
                url,
                "BUTTERFLY_ZONE",
                "UTC",
                "APP_ENV",
                "online");
        bed.add(NodeProcess.start(
                NodeProcess.ruqiClassPath(), "io.butterfly.ruqi.RuQi", environment, bed.log("ruqi-" + number)));
    }

    @Override
    public boolean isReady(Connection connection, int nodes) throws Exception {
        return TestBed.number(connection, HAS_SCHEDULERS) == 1
                && TestBed.number(connection, "SELECT COUNT(*) FROM ruqi_schedulers") == nodes;
    }

    @Override
    public void store(TestBed bed, int round, Instant due) throws Exception {
        try (Connection connection = bed.connect()) {
            insert(connection, "once" + round + "_", jobs(), due, "date", RULE.format(due), 0);
        }
    }

    /** @param spreadMicros how much later each job is first due than the one before */
    static void insert(
            Connection connection,
            String prefix,
            int count,
            Instant due,
            String trigger,
            String rule,
            long spreadMicros)
            throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < count; i++) {
                Instant first = due.plusNanos(spreadMicros * i * 1_000);
                insert.setString(1, prefix + i);
                insert.setString(
                        2,
                        String.format("%012X%020X", due.toEpochMilli(), (long) prefix.hashCode() << 32 | i)
                                .substring(0, 32));
                insert.setDouble(3, first.getEpochSecond() + first.getNano() / 1e9);
                insert.setString(4, trigger);
                insert.setString(5, rule);
                insert.addBatch();
                if (i % BATCH == BATCH - 1) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    @Override
    public boolean isDone(Connection connection) throws Exception {
        return TestBed.number(connection, "SELECT EXISTS(SELECT 1 FROM ruqi_jobs)") == 0
                && TestBed.number(connection, "SELECT EXISTS(SELECT 1 FROM ruqi_jobs_history WHERE status = 'running')")
                        == 0;
    }
}
