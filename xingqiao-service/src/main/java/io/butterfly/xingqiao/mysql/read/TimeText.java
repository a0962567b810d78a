package io.butterfly.xingqiao.mysql.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** How a time looks in JSON. */
final class TimeText {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private TimeText() {}

    static String of(ResultSet row, String column) throws SQLException {
        return FORM.format(row.getObject(column, LocalDateTime.class));
    }
}
