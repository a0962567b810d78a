package io.butterfly.notices.mysql;

import io.butterfly.mysql.Schema;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.notices.Subject;
import io.butterfly.notices.delivery.Notice;
import io.butterfly.notices.delivery.NoticeStore;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rows are locked in the order of their ids; a row that is being sent keeps the token of its lease. */
@Singleton
final class MySqlNoticeStore implements NoticeStore {
    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
    private static final String IS_DUE = "due_ms <= " + NOW;

    private static final String SELECT_NOW = """
      SELECT %s AS now_ms""".formatted(NOW);
    private static final String DUE = """
      SELECT DISTINCT sink, kind FROM %%s_notice WHERE is_open = 1 AND %s""".formatted(IS_DUE);
    private static final String TROUBLED = """
      SELECT sink, kind, object FROM %s_notice WHERE is_open = 1 AND is_up = 0
       ORDER BY due_ms IS NULL, due_ms LIMIT ?""";
    private static final String FIND = """
      SELECT id, sink, kind, object FROM %s_notice WHERE is_open = 1 AND (kind, object) IN (%s)""";
    private static final String LOCK = """
      SELECT %s FROM %%s_notice WHERE is_open = 1 AND id IN (%%s) ORDER BY id FOR UPDATE
      """.formatted(NoticeRows.COLUMNS);
    private static final String TAKE = """
      SELECT %s FROM %%s_notice WHERE is_open = 1 AND sink = ? AND kind = ? AND %s
       ORDER BY due_ms LIMIT ? FOR UPDATE SKIP LOCKED""".formatted(NoticeRows.COLUMNS, IS_DUE);
    private static final String LEASE = """
      UPDATE %%s_notice SET lease = ?, due_ms = %s + ? WHERE id = ?""".formatted(NOW);
    private static final String LIST = """
      SELECT %s FROM %%s_notice
       WHERE (? = '' OR state = ?) AND (? = '' OR kind = ?) AND (? = '' OR object = ?)
       ORDER BY last_ms DESC, id DESC LIMIT ?""".formatted(NoticeRows.COLUMNS);
    private static final String COUNTS = """
      SELECT state, COUNT(*) AS notices FROM %s_notice GROUP BY state""";
    private static final String LONGEST_UNTAKEN = """
      SELECT COALESCE(%s - MIN(since_ms), 0) AS untaken_ms FROM %%s_notice
       WHERE is_open = 1 AND state = 'waiting'""".formatted(NOW);
    private static final String OVERDUE = """
      SELECT id FROM %%s_notice
       WHERE is_open = 1 AND due_ms < %s - ? AND sink NOT IN (%%s) ORDER BY due_ms LIMIT ?""".formatted(NOW);
    private static final String SUPPRESS = """
      UPDATE %s_notice SET state = 'suppressed', due_ms = NULL, is_open = NULL
       WHERE is_open = 1 AND id IN (%s) ORDER BY id""";
    private static final String FORGET = """
      DELETE FROM %%s_notice WHERE last_ms < %s - ? ORDER BY last_ms LIMIT ?""".formatted(NOW);

    private static final int MOST_TROUBLED = 20_000;
    private static final int MOST_PAIRS = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Schema schema;
    private final String service;

    MySqlNoticeStore(Transactions transactions, Schema schema, @Value("${micronaut.application.name}") String service) {
        this.transactions = transactions;
        this.schema = schema;
        this.service = service;
    }

    @Override
    public boolean isReady() {
        return schema.isReady();
    }

    @Override
    public Look look() {
        return transactions.run(connection -> {
            Map<String, Set<String>> due = new HashMap<>();
            Sql.query(connection, DUE.formatted(service), row -> due.computeIfAbsent(
                            row.getString("sink"), sink -> new HashSet<>())
                    .add(row.getString("kind")));
            Set<Subject> troubled = new HashSet<>();
            Sql.query(connection, TROUBLED.formatted(service), MySqlNoticeStore::key, MOST_TROUBLED)
                    .forEach(key -> key.subject().ifPresent(troubled::add));
            return new Look(due, troubled);
        });
    }

    @Override
    public void change(Map<Notice.Key, Notice.About> wanted, Collection<Subject> subjects, Change change) {
        transactions.run(connection -> {
            Map<Notice.Key, Long> found = find(connection, subjects);
            List<Object[]> missing = wanted.entrySet().stream()
                    .filter(one -> !found.containsKey(one.getKey()))
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(Notice.Key::toString)))
                    .map(one -> NoticeRows.inserted(Notice.first(one.getKey(), one.getValue())))
                    .toList();
            if (!missing.isEmpty()) {
                Sql.batch(connection, NoticeRows.INSERT.formatted(service), missing);
                found.putAll(find(connection, subjects));
            }
            return changeLocked(connection, List.copyOf(found.values()), change, 0);
        });
    }

    private Map<Notice.Key, Long> find(Connection connection, Collection<Subject> subjects) throws SQLException {
        Map<Notice.Key, Long> found = new HashMap<>();
        List<Subject> all = List.copyOf(subjects);
        for (int from = 0; from < all.size(); from += MOST_PAIRS) {
            List<Subject> some = all.subList(from, Math.min(from + MOST_PAIRS, all.size()));
            Sql.query(
                    connection,
                    FIND.formatted(service, "(?, ?)" + ", (?, ?)".repeat(some.size() - 1)),
                    row -> found.put(key(row), row.getLong("id")),
                    some.stream()
                            .flatMap(subject -> Stream.of(subject.kind().word(), subject.object()))
                            .toArray());
        }
        return found;
    }

    private static Notice.Key key(ResultSet row) throws SQLException {
        return new Notice.Key(row.getString("sink"), row.getString("kind"), row.getString("object"));
    }

    /** @param lease that they must have; 0 for any */
    private int changeLocked(Connection connection, List<Long> ids, Change change, long lease) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        List<Notice> locked =
                Sql.query(connection, LOCK.formatted(service, Sql.marks(ids.size())), NoticeRows::read, ids.toArray());
        Instant now = now(connection);
        List<Object[]> changed = new ArrayList<>();
        for (Notice notice : locked) {
            Notice next = lease == 0 || notice.lease() == lease ? change.apply(notice, now) : notice;
            if (!next.equals(notice)) {
                changed.add(NoticeRows.updated(next));
            }
        }
        Sql.batch(connection, NoticeRows.UPDATE.formatted(service), changed);
        return changed.size();
    }

    private static Instant now(Connection connection) throws SQLException {
        return Sql.first(connection, SELECT_NOW, row -> Instant.ofEpochMilli(row.getLong("now_ms")))
                .orElseThrow();
    }

    @Override
    public Taken take(String sink, String kind, int limit, Duration lease) {
        long token = RANDOM.nextLong(1, Long.MAX_VALUE);
        return transactions.run(connection -> {
            List<Notice> due = Sql.query(connection, TAKE.formatted(service), NoticeRows::read, sink, kind, limit);
            List<Object[]> leases = new ArrayList<>();
            due.forEach(notice -> leases.add(new Object[] {token, lease.toMillis(), notice.id()}));
            Sql.batch(connection, LEASE.formatted(service), leases);
            return new Taken(due.stream().map(notice -> notice.leased(token)).toList(), now(connection));
        });
    }

    @Override
    public void end(Collection<Notice> taken, Change change) {
        List<Long> ids = taken.stream().map(Notice::id).toList();
        long lease = taken.iterator().next().lease();
        transactions.run(connection -> changeLocked(connection, ids, change, lease));
    }

    @Override
    public List<Notice> list(String state, String kind, String object, int limit) {
        return transactions.run(connection -> Sql.query(
                connection,
                LIST.formatted(service),
                NoticeRows::read,
                state,
                state,
                kind,
                kind,
                object,
                object,
                limit));
    }

    @Override
    public Map<Notice.State, Long> counts() {
        Map<Notice.State, Long> counts = new EnumMap<>(Notice.State.class);
        transactions.run(connection -> Sql.query(
                connection,
                COUNTS.formatted(service),
                row -> counts.put(Notice.State.of(row.getString("state")), row.getLong("notices"))));
        return counts;
    }

    @Override
    public Duration longestUntaken() {
        long millis = transactions.run(connection -> Sql.first(
                        connection, LONGEST_UNTAKEN.formatted(service), row -> row.getLong("untaken_ms"))
                .orElse(0L));
        return Duration.ofMillis(Math.max(0, millis)); // the database's clock may have been set back
    }

    @Override
    public int suppress(Collection<String> sinks, Duration overdue, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(overdue.toMillis(), "")); // no sink has an empty name
        arguments.addAll(sinks);
        arguments.add(limit);
        return transactions.run(connection -> {
            List<Long> ids = Sql.query(
                    connection,
                    OVERDUE.formatted(service, Sql.marks(sinks.size() + 1)),
                    row -> row.getLong("id"),
                    arguments.toArray());
            return ids.isEmpty()
                    ? 0
                    : Sql.update(connection, SUPPRESS.formatted(service, Sql.marks(ids.size())), ids.toArray());
        });
    }

    @Override
    public int forget(Duration age, int limit) {
        return transactions.run(connection -> Sql.update(connection, FORGET.formatted(service), age.toMillis(), limit));
    }
}
