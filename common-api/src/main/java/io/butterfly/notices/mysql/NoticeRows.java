package io.butterfly.notices.mysql;

import io.butterfly.notices.Severity;
import io.butterfly.notices.delivery.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The columns of a notice. Instants are Unix milliseconds. */
final class NoticeRows {
    static final String COLUMNS = """
      id, sink, kind, object, rule_name, severity, name, text, detail, events, reported, first_ms, last_ms,
      is_up, says_up, window_end_ms, windows, state, due_ms, tries, since_ms, error, lease, is_open""";

    static final String INSERT = """
      INSERT IGNORE INTO %s_notice (sink, kind, object, rule_name, severity, name, text, detail, events, reported,
        first_ms, last_ms, is_up, says_up, window_end_ms, windows, state, due_ms, tries, since_ms, error, lease,
        is_open)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    static final String UPDATE = """
      UPDATE %s_notice
      SET rule_name = ?, severity = ?, name = ?, text = ?, detail = ?, events = ?, reported = ?,
        first_ms = ?, last_ms = ?, is_up = ?, says_up = ?, window_end_ms = ?, windows = ?, state = ?, due_ms = ?,
        tries = ?, since_ms = ?, error = ?, lease = ?, is_open = ?
      WHERE id = ?""";

    private static final int KEY_COLUMNS = 3;

    private NoticeRows() {}

    static Notice read(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong("id"),
                new Notice.Key(row.getString("sink"), row.getString("kind"), row.getString("object")),
                new Notice.About(
                        row.getString("rule_name"),
                        Severity.of(row.getString("severity")),
                        row.getString("name"),
                        row.getString("text"),
                        row.getString("detail")),
                new Notice.Tally(
                        row.getLong("events"),
                        row.getLong("reported"),
                        Instant.ofEpochMilli(row.getLong("first_ms")),
                        Instant.ofEpochMilli(row.getLong("last_ms")),
                        row.getBoolean("is_up"),
                        row.getBoolean("says_up")),
                new Notice.Window(instant(row, "window_end_ms"), row.getInt("windows")),
                new Notice.Delivery(
                        Notice.State.of(row.getString("state")),
                        instant(row, "due_ms"),
                        row.getInt("tries"),
                        instant(row, "since_ms"),
                        row.getString("error")),
                row.getLong("lease"),
                row.getBoolean("is_open"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static Object[] inserted(Notice notice) {
        Object[] values = values(notice);
        Object[] all = new Object[KEY_COLUMNS + values.length];
        all[0] = notice.key().sink();
        all[1] = notice.key().kind();
        all[2] = notice.key().object();
        System.arraycopy(values, 0, all, KEY_COLUMNS, values.length);
        return all;
    }

    static Object[] updated(Notice notice) {
        Object[] values = values(notice);
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = notice.id();
        return all;
    }

    private static Object[] values(Notice notice) {
        return new Object[] {
            notice.about().rule(),
            notice.about().severity().word(),
            notice.about().name(),
            notice.about().text(),
            notice.about().detail(),
            notice.tally().count(),
            notice.tally().reported(),
            notice.tally().first().toEpochMilli(),
            notice.tally().last().toEpochMilli(),
            notice.tally().isUp(),
            notice.tally().saysUp(),
            millis(notice.window().end()),
            notice.window().number(),
            notice.delivery().state().word(),
            millis(notice.delivery().due()),
            notice.delivery().tries(),
            millis(notice.delivery().since()),
            notice.delivery().error(),
            notice.lease(),
            notice.isOpen() ? 1 : null
        };
    }

    private static Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }
}
