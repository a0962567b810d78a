package io.butterfly.benchmarks.ruqi;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;

/** A scheduler that fires one-shot jobs which do nothing. */
interface Contestant {
    String name();

    /** How many jobs a round has: enough for seconds of work. */
    int jobs();

    /** Rounds before the first that counts, for one node. */
    int warmUp();

    /** Rounds that count. */
    int rounds();

    /** How long before they are due the jobs are stored: that must be over by then, and the nodes idle again. */
    default Duration ahead() {
        return Duration.ofSeconds(4);
    }

    /** Makes the tables, where the nodes do not. */
    void prepare(TestBed bed) throws Exception;

    void startNode(TestBed bed, int number) throws Exception;

    /** Whether so many nodes are at work, as far as the database shows it. */
    boolean isReady(Connection connection, int nodes) throws Exception;

    /** Stores the jobs of a round, all due at that instant. */
    void store(TestBed bed, int round, Instant due) throws Exception;

    /** Whether all jobs have fired and that is recorded. */
    boolean isDone(Connection connection) throws Exception;
}
