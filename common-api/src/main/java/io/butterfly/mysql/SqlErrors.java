package io.butterfly.mysql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Sorts database errors. Numbers are MySQL's, the same on MariaDB. */
final class SqlErrors {
  /** Too many connections, shutdown in progress, read-only server, access denied, unknown database, connection killed. */
  private static final Set<Integer> SERVER_CANNOT_SERVE = Set.of(1040, 1053, 1290, 1792, 1836, 1044, 1045, 1049, 1142, 1927, 3169);

  private SqlErrors() {}

  /** The SQL error underneath, or null when there is none. A batch's error is that of its first failed row. */
  static SQLException causeOf(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  static boolean isUnreachable(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || (state != null && state.startsWith("08"))
        || SERVER_CANNOT_SERVE.contains(e.getErrorCode());
  }
}
