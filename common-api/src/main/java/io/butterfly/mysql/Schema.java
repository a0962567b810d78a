package io.butterfly.mysql;

import com.zaxxer.hikari.HikariDataSource;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.http.server.Tables;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Brings the service's tables up to date, as soon as the database lets it: a service starts without its database,
 * answers HTTP, refuses what needs tables, and goes on by itself once it can. Each service has its own history table,
 * so that two may share one database; tables that the manual's own DDL made are adopted. See {@link Migrations} for how
 * a step that failed, or that was cut off, is done again.
 */
@Context
public final class Schema implements Tables {
    private static final Duration DONE = Duration.ofDays(1);
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long work waits for a connection. */
    private static final long WAIT_MS = 2_000;

    private final HikariDataSource pool;
    private final Migrations migrations;
    private final DatabaseState state;
    private final String service;
    private final CountDownLatch ready = new CountDownLatch(1);
    private int failures;
    private PollLoop loop;

    Schema(
            DataSource dataSource,
            DatabaseState state,
            List<JavaMigration> more,
            @Value("${micronaut.application.name}") String service) {
        this.pool = pool(DelegatingDataSource.unwrapDataSource(dataSource));
        this.migrations = new Migrations(service, pool, more);
        this.state = state;
        this.service = service;
    }

    private static HikariDataSource pool(DataSource dataSource) {
        try {
            return dataSource.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("the pool is none of Hikari's", e);
        }
    }

    @PostConstruct
    void start() {
        loop = PollLoop.start(service + "-schema", this::turn);
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    private Duration turn() {
        if (isReady()) {
            return DONE;
        }
        try {
            Optional<String> connection = migrations.run();
            if (connection.isPresent()) {
                state.connected(connection.get());
                warmUp();
                state.works();
                ready.countDown();
                return DONE;
            }
            state.waits("another process is changing the tables");
            return Duration.ZERO;
        } catch (Migrations.StepFailed e) {
            state.migrationFails(e.getMessage());
        } catch (Exception e) {
            state.fails(SqlErrors.reason(e));
        }
        return BETWEEN_TRIES.delay(++failures);
    }

    /** The pool's first connection may take its time, the others are waited for as long as a caller waits. */
    private void warmUp() throws SQLException {
        pool.getConnection().close();
        pool.getHikariConfigMXBean().setConnectionTimeout(WAIT_MS);
    }

    public boolean isReady() {
        return ready.getCount() == 0;
    }

    /** Waits for the first migration; false when it has not come in time. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<String> whyNotReady(Duration patience) throws InterruptedException {
        for (Duration waited = Duration.ZERO;
                waited.compareTo(patience) < 0 && state.failedMigration().isEmpty();
                waited = waited.plus(LOOK)) {
            if (awaitReady(LOOK)) {
                return Optional.empty();
            }
        }
        return state.problem();
    }

    void requireReady() {
        if (!isReady()) {
            throw state.failedMigration()
                    .map(why -> new Refusal(
                            Stat.ERR_SERVER_EXCEPTION,
                            why + ": nothing works until that is mended; nothing was stored"))
                    .orElseGet(Schema::unreachable);
        }
    }

    static Refusal unreachable() {
        return new Refusal(
                Stat.ERR_SERVER_EXCEPTION, "the database cannot be reached right now: nothing was stored, try again");
    }
}
