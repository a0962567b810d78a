package io.butterfly.ruqi.mysql.tasktable;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Step 100: the manual's two tables with exactly its columns, and what is known of their rows. Tables that the manual's
 * own DDL made are taken as they are. The defaults of texts stand in brackets, because MySQL takes no others.
 */
@Singleton
@Requires(property = "ruqi.task-table.enabled", value = "true")
final class TaskTables implements JavaMigration {
    private static final List<String> STEPS = List.of("""
      CREATE TABLE IF NOT EXISTS task (
        id int NOT NULL AUTO_INCREMENT COMMENT 'row',
        task_key varchar(255) NOT NULL COMMENT 'unique name of the task',
        `desc` varchar(255) NOT NULL COMMENT 'for people',
        execute_func varchar(255) NOT NULL COMMENT 'handler that runs it',
        `trigger` varchar(255) NOT NULL COMMENT 'cron, date or interval',
        spec varchar(255) NOT NULL COMMENT 'five fields of cron, a local time, or seconds',
        args varchar(255) NOT NULL DEFAULT '' COMMENT 'JSON values with commas between',
        is_valid int NOT NULL COMMENT '1: it runs',
        status varchar(255) NOT NULL COMMENT 'ready or doing',
        extra text NOT NULL DEFAULT ('{}') COMMENT 'JSON; ruqi_error says what is wrong with the row',
        create_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT 'made at',
        update_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'changed at',
        PRIMARY KEY (id),
        UNIQUE KEY ux__task__task_key_status (task_key, status)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=DYNAMIC""", """
      CREATE TABLE IF NOT EXISTS execute_task (
        id int NOT NULL AUTO_INCREMENT COMMENT 'sub_task_id of the message',
        task_id int NOT NULL COMMENT 'row of task',
        status varchar(255) NOT NULL COMMENT 'doing, success, failed or lost',
        extra text NOT NULL DEFAULT ('{}') COMMENT 'JSON: result, cost in seconds, reason',
        trace_id varchar(255) NOT NULL COMMENT 'trace id of the message, and id of the firing',
        create_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT 'made at',
        update_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'changed at',
        PRIMARY KEY (id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=DYNAMIC""", """
      ALTER TABLE execute_task
        ADD KEY execute_task_status (status(16), id)""", """
      CREATE TABLE IF NOT EXISTS ruqi_task_rows (
        task_id int NOT NULL COMMENT 'row of task',
        job_trigger varchar(16) DEFAULT NULL COMMENT 'of its job; null while it has none',
        job_rule varchar(255) DEFAULT NULL COMMENT 'of its job, as it was given',
        report varchar(2048) DEFAULT NULL COMMENT 'what its extra says against it',
        PRIMARY KEY (task_id)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='RuQi: what became of the rows of task'""");

    private static final String SAMPLES = """
      INSERT INTO task (id, task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status)
      SELECT * FROM (
        SELECT 1 AS id, 'test_interval' AS task_key, 'every five seconds' AS d, 'test_interval' AS f,
          'interval' AS t, '5' AS s, '1,2,3' AS a, 1 AS v, 'ready' AS st
        UNION ALL SELECT 2, 'test_date', 'once', 'test_date',
          'date', '2020-04-24 18:08:00', '"guess","hello"', 0, 'ready'
        UNION ALL SELECT 3, 'test_cron', 'every minute', 'test_cron',
          'cron', '* * * * *', '4,5,6', 0, 'ready'
      ) sample WHERE NOT EXISTS (SELECT 1 FROM task present)""";

    private final boolean hasSamples;

    TaskTables(@Value("${ruqi.task-table.samples:false}") boolean hasSamples) {
        this.hasSamples = hasSamples;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String step : STEPS) {
                statement.execute(step);
            }
            if (hasSamples) {
                statement.execute(SAMPLES);
            }
        }
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("100");
    }

    @Override
    public String getDescription() {
        return "tasks kept in a table";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }
}
