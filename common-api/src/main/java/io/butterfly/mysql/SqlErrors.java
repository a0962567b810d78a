package io.butterfly.mysql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sorts database errors, and says in words what is behind them. Numbers are MySQL's, the same on MariaDB. */
final class SqlErrors {
    private static final Map<Integer, String> SERVER_CANNOT_SERVE = Map.ofEntries(
            Map.entry(1040, "it has no connection left (too many connections)"),
            Map.entry(1044, "it refuses this user for this database (access denied)"),
            Map.entry(1045, "it refuses this user, or the password (access denied)"),
            Map.entry(1049, "it has no database of this name"),
            Map.entry(1053, "it is shutting down"),
            Map.entry(1142, "it refuses this user what a statement needs (access denied)"),
            Map.entry(1290, "it is read-only"),
            Map.entry(1698, "it refuses this user (access denied)"),
            Map.entry(1792, "it is read-only"),
            Map.entry(1836, "it is read-only"),
            Map.entry(1927, "it ended the connection"),
            Map.entry(3169, "it ended the connection"));
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    private SqlErrors() {}

    /**
     * A connection to a server that was demoted would answer so for half an hour: the pool drops it. Made by the pool,
     * by its name.
     */
    public static final class Demoted implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return READ_ONLY.contains(e.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

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
                || SERVER_CANNOT_SERVE.containsKey(e.getErrorCode());
    }

    /** In one line, from the deepest cause that says something. */
    static String reason(Throwable error) {
        List<Throwable> causes = Stream.iterate(error, e -> e != null, Throwable::getCause)
                .limit(20)
                .toList();
        for (Throwable cause : causes.reversed()) {
            String known = known(cause);
            if (!known.isEmpty()) {
                return known;
            }
        }
        boolean isBusy = causes.stream()
                .anyMatch(e -> e instanceof SQLTransientConnectionException
                        && String.valueOf(e.getMessage()).contains("request timed out"));
        return isBusy ? "all connections of the pool are in use" : firstLine(causes.getLast());
    }

    private static String known(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Public Key Retrieval is not allowed")) {
            return "its log-in needs TLS, or allowPublicKeyRetrieval=true in the address"
                    + " (caching_sha2_password without TLS)";
        }
        return switch (cause) {
            case SQLException sql
            when SERVER_CANNOT_SERVE.containsKey(sql.getErrorCode()) -> SERVER_CANNOT_SERVE.get(sql.getErrorCode());
            case UnknownHostException e -> "the name of its host is unknown";
            case ConnectException e -> "nothing listens at its address, or it cannot be reached (" + firstLine(e) + ")";
            case NoRouteToHostException e -> "there is no way to its host";
            case SocketTimeoutException e -> "it does not answer in time";
            case javax.net.ssl.SSLException e -> "TLS failed: " + firstLine(deepest(e));
            case java.security.cert.CertPathValidatorException e -> "TLS failed: " + firstLine(e);
            case java.security.cert.CertPathBuilderException e ->
                "TLS failed: its certificate is not signed by a trusted authority";
            case java.security.cert.CertificateException e -> "TLS failed: " + firstLine(e);
            default -> "";
        };
    }

    private static Throwable deepest(Throwable e) {
        return e.getCause() == null ? e : deepest(e.getCause());
    }

    /** The driver goes on about packets and milliseconds. */
    private static String firstLine(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
