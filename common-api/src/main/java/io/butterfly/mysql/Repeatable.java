package io.butterfly.mysql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections on which a change of the tables may be made twice. A process that dies between a statement and the record
 * of it makes the next one run the statement again, and MySQL knows no {@code ADD COLUMN IF NOT EXISTS}: of every
 * {@code CREATE TABLE} and {@code ALTER TABLE} only what is still to be done reaches the server. A whole clause stands
 * or falls by its name.
 */
final class Repeatable {
    private static final String COMMENTS = "(?:\\s|--[^\n]*\n)*";
    private static final Pattern CREATE =
            Pattern.compile(COMMENTS + "CREATE\\s+TABLE\\s+(?!IF\\b)(?=`?\\w)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALTER = Pattern.compile(
            "(" + COMMENTS + "ALTER\\s+TABLE\\s+(\\w+)\\s)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CLAUSE = Pattern.compile(
            "\\s*(?:(ADD)\\s+COLUMN|(ADD)\\s+(?:UNIQUE\\s+)?(?:KEY|INDEX)"
                    + "|(DROP)\\s+COLUMN|(DROP)\\s+(?:KEY|INDEX))\\s+(\\w+)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CONVERT = Pattern.compile(
            "\\s*CONVERT\\s+TO\\s+CHARACTER\\s+SET\\s+(\\w+)\\s+COLLATE\\s+(\\w+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final String NOTHING = "DO 0";

    private static final String COLUMN = """
      SELECT 1 FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ? LIMIT 1""";
    private static final String KEY = """
      SELECT 1 FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1""";

    /** Done again it would take columns along that were added since, in a character set of their own. */
    private static final String CONVERTED = """
      SELECT 1 FROM information_schema.tables t
      WHERE t.table_schema = DATABASE() AND t.table_name = ? AND t.table_collation = ? AND NOT EXISTS (
        SELECT 1 FROM information_schema.columns c
        WHERE c.table_schema = DATABASE() AND c.table_name = t.table_name
          AND c.character_set_name NOT IN ('ascii', ?))""";

    private Repeatable() {}

    static Connection on(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof Statement statement && method.getName().equals("createStatement")
                    ? on(connection, statement)
                    : result;
        });
    }

    private static Statement on(Connection connection, Statement statement) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            boolean isSql = method.getName().startsWith("execute")
                    && arguments != null
                    && arguments.length == 1
                    && arguments[0] instanceof String;
            return invoke(
                    statement, method, isSql ? new Object[] {remaining(connection, (String) arguments[0])} : arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What is still to be done of a statement. */
    static String remaining(Connection connection, String sql) throws SQLException {
        Matcher create = CREATE.matcher(sql);
        if (create.lookingAt()) {
            return create.group() + "IF NOT EXISTS " + sql.substring(create.end());
        }
        Matcher alter = ALTER.matcher(sql);
        if (!alter.matches()) {
            return sql;
        }
        List<String> clauses = new ArrayList<>();
        for (String clause : clauses(alter.group(3))) {
            if (!isDone(connection, alter.group(2), clause)) {
                clauses.add(clause);
            }
        }
        return clauses.isEmpty() ? NOTHING : alter.group(1) + String.join(",", clauses);
    }

    private static boolean isDone(Connection connection, String table, String clause) throws SQLException {
        Matcher convert = CONVERT.matcher(clause);
        if (convert.matches()) {
            return Sql.first(connection, CONVERTED, row -> row.getInt(1), table, convert.group(2), convert.group(1))
                    .isPresent();
        }
        Matcher known = CLAUSE.matcher(clause);
        if (!known.matches()) {
            return false;
        }
        boolean isColumn = known.group(1) != null || known.group(3) != null;
        boolean isAdded = known.group(1) != null || known.group(2) != null;
        Optional<Integer> there =
                Sql.first(connection, isColumn ? COLUMN : KEY, row -> row.getInt(1), table, known.group(5));
        return there.isPresent() == isAdded;
    }

    /** Cut at the commas that are neither in brackets nor in quotes. */
    static List<String> clauses(String text) {
        List<String> clauses = new ArrayList<>();
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote; // a doubled one ends it and begins it again
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                clauses.add(text.substring(start, i));
                start = i + 1;
            }
        }
        clauses.add(text.substring(start));
        return clauses;
    }
}
