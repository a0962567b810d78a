package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.job.Calendar;
import io.butterfly.ruqi.job.Calendars;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Excluded days in {@code ruqi_calendars}. */
@Singleton
final class MySqlCalendars implements Calendars {
    private static final String CLEAR = """
      DELETE FROM ruqi_calendars WHERE name = ?""";
    private static final String ADD = """
      INSERT INTO ruqi_calendars (name, day) VALUES (?, ?)""";
    private static final String ALL = """
      SELECT name, day FROM ruqi_calendars ORDER BY name, day""";
    private static final String ONE = """
      SELECT name, day FROM ruqi_calendars WHERE name = ? ORDER BY day""";

    private final Transactions transactions;

    MySqlCalendars(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Row(String name, LocalDate day) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getString("name"), row.getObject("day", LocalDate.class));
        }
    }

    @Override
    public void set(Calendar calendar) {
        List<Object[]> rows = calendar.days().stream()
                .map(day -> new Object[] {calendar.name(), day})
                .toList();
        transactions.run(connection -> {
            Sql.update(connection, CLEAR, calendar.name());
            return Sql.batch(connection, ADD, rows);
        });
    }

    @Override
    public Optional<Calendar> find(String name) {
        return transactions.run(connection -> byName(Sql.query(connection, ONE, Row::read, name))).stream()
                .findFirst();
    }

    @Override
    public List<Calendar> list() {
        return transactions.run(connection -> byName(Sql.query(connection, ALL, Row::read)));
    }

    private static List<Calendar> byName(List<Row> rows) {
        TreeMap<String, List<LocalDate>> days = new TreeMap<>();
        rows.forEach(row ->
                days.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row.day()));
        return days.entrySet().stream()
                .map(calendar -> new Calendar(calendar.getKey(), calendar.getValue()))
                .toList();
    }
}
