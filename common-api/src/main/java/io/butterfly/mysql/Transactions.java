package io.butterfly.mysql;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.Backoff;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in one transaction (READ COMMITTED, set on the pool), and the whole of it again when InnoDB asks for that:
 * deadlock (1213), lock wait timeout (1205), and MariaDB's "record has changed since last read" (1020). When the
 * database cannot be reached the work is refused at once.
 */
@Singleton
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Set<Integer> REPEATABLE = Set.of(1213, 1205, 1020);
    private static final int MAX_TRIES = 10;
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofMillis(2), Duration.ofMillis(200));

    private final TransactionOperations<Connection> transactions;
    private final Schema schema;
    private final DatabaseState state;

    Transactions(TransactionOperations<Connection> transactions, Schema schema, DatabaseState state) {
        this.transactions = transactions;
        this.schema = schema;
        this.state = state;
    }

    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Throws {@link Refusal} when the database is away; any other SQL error is {@link StorageFailed}. */
    public <T> T run(Work<T> work) {
        schema.requireReady();
        for (int tries = 1; ; tries++) {
            Try<T> once = new Try<>(work);
            try {
                T result = transactions.executeWrite(status -> once.in(status.getConnection()));
                state.works();
                return result;
            } catch (Exception e) { // the framework lets an SQLException through undeclared
                SQLException cause = SqlErrors.causeOf(once.failure == null ? e : once.failure);
                if (cause == null) {
                    if (once.failure instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw e;
                }
                if (!REPEATABLE.contains(cause.getErrorCode()) || tries == MAX_TRIES) {
                    throw SqlErrors.isUnreachable(cause) ? unreachable(cause, once.isDone) : new StorageFailed(cause);
                }
                LOG.debug("repeating a transaction after error {}", cause.getErrorCode());
                LockSupport.parkNanos(BETWEEN_TRIES.delay(tries).toNanos());
            }
        }
    }

    /**
     * The work, and how it went by itself: on a connection that broke the rollback fails too, and its error would hide
     * the first.
     */
    private static final class Try<T> implements Work<T> {
        private final Work<T> work;
        private Exception failure;
        private boolean isDone;

        private Try(Work<T> work) {
            this.work = work;
        }

        @Override
        public T in(Connection connection) throws SQLException {
            try {
                T result = work.in(connection);
                isDone = true;
                return result;
            } catch (SQLException | RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }

    private Refusal unreachable(SQLException cause, boolean isCommitting) {
        state.fails(SqlErrors.reason(cause));
        return isCommitting
                ? new Refusal(
                        Stat.ERR_SERVER_EXCEPTION,
                        "the connection to the database broke while it stored this:"
                                + " look whether it did, then try again")
                : Schema.unreachable();
    }
}
