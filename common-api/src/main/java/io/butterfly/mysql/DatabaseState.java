package io.butterfly.mysql;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process knows of its database: how it is connected, and what is wrong just now, in words for health and
 * log. Each change is logged once.
 */
@Singleton
public final class DatabaseState {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseState.class);

    private volatile String connection = "";
    private volatile String problem = "not connected yet";
    private volatile String failedMigration;

    /** @param how server and TLS */
    void connected(String how) {
        connection = how;
        LOG.info("the database is {}", how);
    }

    void works() {
        if (problem != null) {
            problem = null;
            failedMigration = null;
            LOG.debug("the database answers");
        }
    }

    void fails(String why) {
        if (!why.equals(problem)) {
            LOG.warn("the database cannot be used: {}", why);
        }
        problem = why;
    }

    /** Nothing is wrong, it only takes its time. */
    void waits(String why) {
        problem = why;
    }

    void migrationFails(String why) {
        fails(why);
        failedMigration = why;
    }

    /** Why it cannot be used; empty when the last thing asked of it went well. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Which step of the tables' changes failed, and why. */
    Optional<String> failedMigration() {
        return Optional.ofNullable(failedMigration);
    }

    /** Server and TLS; empty before the first connection. */
    public String connection() {
        return connection;
    }
}
