package io.butterfly.benchmarks.ruqi;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * A node of db-scheduler as its documentation tunes one for throughput: lock-and-fetch in large portions, many threads.
 */
final class DbSchedulerNode {
    private static final int THREADS = Integer.getInteger("benchmark.db-scheduler.threads", 50);
    private static final int CONNECTIONS = Integer.getInteger("benchmark.db-scheduler.connections", 20);

    private DbSchedulerNode() {}

    public static void main(String[] args) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(System.getenv("JDBC_URL"));
        pool.setUsername(System.getenv("JDBC_USER"));
        pool.setPassword(System.getenv("JDBC_PASSWORD"));
        pool.setMaximumPoolSize(CONNECTIONS);
        Scheduler scheduler = Scheduler.create(
                        new HikariDataSource(pool), Tasks.oneTime("noop").execute((instance, context) -> {}))
                .jdbcCustomization(new MySQL8JdbcCustomization(false))
                .threads(THREADS)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(50))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(scheduler::stop));
        scheduler.start();
    }
}
