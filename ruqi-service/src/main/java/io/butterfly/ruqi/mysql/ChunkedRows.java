package io.butterfly.ruqi.mysql;

import io.butterfly.api.Page;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.job.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/**
 * The rows of a list, read a chunk at a time: each chunk is a statement of its own that begins behind the last row of
 * the one before, so that no transaction and no memory lasts as long as the list. Rows that are added or changed
 * meanwhile may be in it or not.
 */
public final class ChunkedRows<T> implements Iterator<T> {
    private static final int CHUNK = 500; // rows may hold 64 KB

    private final Transactions transactions;
    private final Source<T> source;
    private final Where where;
    private final Part part;
    private final Queue<Row<T>> chunk = new ArrayDeque<>();
    private long left;
    private Optional<Row<T>> last = Optional.empty();
    private boolean isOver;

    private ChunkedRows(Transactions transactions, Source<T> source, Where where, Part part) {
        this.transactions = transactions;
        this.source = source;
        this.where = where;
        this.part = part;
        this.left = part.limit();
    }

    /**
     * Where rows come from.
     *
     * @param orderBy the column they are sorted by; it may be null
     * @param tie a column that is never null and different in every row
     */
    public record Source<T>(String table, String columns, String orderBy, String tie, Sql.RowReader<T> reader) {}

    private record Row<T>(T value, Object key, Object tie) {}

    public static <T> Page<T> page(Transactions transactions, Source<T> source, Where where, Part part) {
        return transactions.run(connection -> {
            String count = "SELECT COUNT(*) AS matches FROM " + source.table() + " WHERE " + where.text();
            long total = Sql.first(connection, count, row -> row.getLong("matches"), where.arguments())
                    .orElseThrow();
            ChunkedRows<T> rows = new ChunkedRows<>(transactions, source, where, part);
            rows.read(connection);
            return new Page<>(total, rows);
        });
    }

    @Override
    public boolean hasNext() {
        if (chunk.isEmpty() && !isOver) {
            transactions.run(connection -> {
                read(connection);
                return null;
            });
        }
        return !chunk.isEmpty();
    }

    private void read(Connection connection) throws SQLException {
        Where behind = last.map(row -> behind(row.key(), row.tie())).orElse(where);
        long limit = Math.min(left, CHUNK);
        String direction = part.isRising() ? "ASC" : "DESC";
        String sql = "SELECT %s, %s AS order_key, %s AS tie_key FROM %s WHERE %s ORDER BY %s %s, %s %s LIMIT ? OFFSET ?"
                .formatted(
                        source.columns(),
                        source.orderBy(),
                        source.tie(),
                        source.table(),
                        behind.text(),
                        source.orderBy(),
                        direction,
                        source.tie(),
                        direction);
        List<Row<T>> rows =
                Sql.query(connection, sql, this::read, behind.arguments(limit, last.isEmpty() ? part.offset() : 0L));
        chunk.addAll(rows);
        left -= rows.size();
        isOver = rows.size() < limit || left == 0;
        if (!rows.isEmpty()) {
            last = Optional.of(rows.getLast());
        }
    }

    private Row<T> read(ResultSet row) throws SQLException {
        return new Row<>(source.reader().read(row), row.getObject("order_key"), row.getObject("tie_key"));
    }

    /** Null is smaller than everything. The redundant first comparison lets the server begin in the index. */
    private Where behind(Object key, Object tie) {
        String k = source.orderBy();
        String t = source.tie();
        String than = part.isRising() ? ">" : "<";
        if (key == null) {
            String sameKey = "(%s IS NULL AND %s %s ?)".formatted(k, t, than);
            return where.copy().and(part.isRising() ? "(" + sameKey + " OR " + k + " IS NOT NULL)" : sameKey, tie);
        }
        String later = "(%1$s %3$s= ? AND (%1$s %3$s ? OR %2$s %3$s ?))".formatted(k, t, than);
        return where.copy().and(part.isRising() ? later : "(" + later + " OR " + k + " IS NULL)", key, key, tie);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return chunk.remove().value();
    }
}
