package io.butterfly.xingqiao.mysql.adoption;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Step 2.1: brings tables that the Python service's public release of 2021 made to the manual's shape, which the steps
 * behind it build upon. It adds and widens what {@code information_schema} lacks, and so does nothing to tables of any
 * other origin. What is added is filled from what the row says.
 */
@Singleton
final class PublicRelease implements JavaMigration {
    /**
     * Columns that are there already are left out, see {@link io.butterfly.mysql.Schema}. A time is filled before it
     * may not be null.
     */
    private static final List<String> ADD = List.of("""
      ALTER TABLE workflow_job
        ADD COLUMN job_client varchar(64) NOT NULL DEFAULT '' AFTER job_id,
        ADD COLUMN job_tags varchar(128) NOT NULL DEFAULT '' AFTER job_type,
        ADD COLUMN job_lock varchar(64) NOT NULL DEFAULT '' AFTER job_timeout,
        ADD COLUMN u_time datetime NULL AFTER e_time""", """
      UPDATE workflow_job SET u_time = e_time WHERE u_time IS NULL""", """
      ALTER TABLE workflow_task
        ADD COLUMN s_time datetime NULL AFTER c_time""", """
      UPDATE workflow_task SET s_time = c_time WHERE s_time IS NULL""");

    private static final String NULLABLE = """
      SELECT 1 FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = '%s' AND column_name = '%s' AND is_nullable = 'YES'""";

    private static final String NARROW = """
      SELECT 1 FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = '%s' AND column_name = '%s' AND character_maximum_length < %d""";

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String sql : ADD) {
                statement.execute(sql);
            }
            if (holds(statement, NULLABLE.formatted("workflow_job", "u_time"))) {
                statement.execute("ALTER TABLE workflow_job MODIFY u_time datetime NOT NULL");
            }
            if (holds(statement, NULLABLE.formatted("workflow_task", "s_time"))) {
                statement.execute("ALTER TABLE workflow_task MODIFY s_time datetime NOT NULL");
            }
            widen(statement, "workflow_job", "job_extra", 10_240);
            widen(statement, "workflow_task", "task_dependencies", 10_240);
        }
    }

    private static void widen(Statement statement, String table, String column, int width) throws SQLException {
        if (holds(statement, NARROW.formatted(table, column, width))) {
            statement.execute("ALTER TABLE %s MODIFY %s varchar(%d) NOT NULL".formatted(table, column, width));
        }
    }

    private static boolean holds(Statement statement, String question) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            return rows.next();
        }
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2.1");
    }

    @Override
    public String getDescription() {
        return "tables of the public release";
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
