package io.butterfly.xingqiao.mysql.read;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;

/**
 * Rows with wide columns. Their ids are known before; their sizes and then the rows are read when the caller takes
 * them, as many at a time as memory should hold, in transactions of their own. A row that is gone by then is left out.
 */
final class WideRows<T> implements Iterator<T> {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int SIZES_AT_ONCE = 50; // to know a size the database reads the whole value

    private final Transactions transactions;
    private final WideTable<T> table;
    private final Queue<Long> left;
    private final Queue<Size> sized = new ArrayDeque<>();
    private final Queue<T> chunk = new ArrayDeque<>();

    /** @param ids in the order in which the rows are wanted */
    WideRows(Transactions transactions, WideTable<T> table, List<Long> ids) {
        this.transactions = transactions;
        this.table = table;
        this.left = new ArrayDeque<>(ids);
    }

    /** @param wide the columns that may be wide, added up in characters */
    record WideTable<T>(String table, String key, String columns, String wide, Sql.RowReader<T> reader) {
        private String select(String what, int ids) {
            return "SELECT %s, %s FROM %s WHERE %s IN (%s)".formatted(key, what, table, key, Sql.marks(ids));
        }
    }

    private record Size(long id, long characters) {}

    private record Keyed<T>(long id, T value) {}

    @Override
    public boolean hasNext() {
        while (chunk.isEmpty() && !(left.isEmpty() && sized.isEmpty())) {
            if (sized.isEmpty()) {
                sized.addAll(sizes(next(left, SIZES_AT_ONCE)));
            }
            chunk.addAll(rows(nextIds()));
        }
        return !chunk.isEmpty();
    }

    private static List<Long> next(Queue<Long> ids, int most) {
        List<Long> next = new ArrayList<>();
        while (next.size() < most && !ids.isEmpty()) {
            next.add(ids.remove());
        }
        return next;
    }

    private List<Size> sizes(List<Long> ids) {
        return read(ids, table.wide() + " AS size", row -> new Size(row.getLong(table.key()), row.getLong("size")));
    }

    private List<Long> nextIds() {
        List<Long> ids = new ArrayList<>();
        long characters = 0;
        while (!sized.isEmpty()
                && (ids.isEmpty() || characters + sized.element().characters() <= MOST_CHARACTERS)) {
            characters += sized.element().characters();
            ids.add(sized.remove().id());
        }
        return ids;
    }

    private List<T> rows(List<Long> ids) {
        return read(ids, table.columns(), table.reader());
    }

    /** In the order of the ids. */
    private <V> List<V> read(List<Long> ids, String what, Sql.RowReader<V> reader) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, V> byId = new HashMap<>();
        transactions
                .run(connection -> Sql.query(
                        connection,
                        table.select(what, ids.size()),
                        row -> new Keyed<>(row.getLong(table.key()), reader.read(row)),
                        ids.toArray()))
                .forEach(row -> byId.put(row.id(), row.value()));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return chunk.remove();
    }
}
