package io.butterfly.standalone;

import io.butterfly.standalone.supervise.LogFollower;
import io.butterfly.standalone.supervise.LogLimit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log files of one set-up: what the services write is printed, what the databases write stays in their files, and
 * none grows for ever. Until everything is ready, only what a person wants to see of a start is printed: which service
 * listens where, and what is wrong.
 */
final class Logs implements AutoCloseable {
    private static final long MAX_BYTES = 20L << 20;

    private final LogLimit limit;
    private final LogFollower follower;
    private volatile boolean isReady;

    Logs(DataFolder folder, Plan plan) {
        Map<String, Path> all = new LinkedHashMap<>();
        plan.children().forEach(name -> all.put(name, folder.log(name)));
        this.limit = new LogLimit(all.values(), MAX_BYTES);
        Map<String, Path> followed = new LinkedHashMap<>(all);
        followed.keySet().removeAll(Plan.DATABASES);
        this.follower = new LogFollower(followed, line -> isReady || isOfAStart(line), System.out);
    }

    /** A warning, an error with its stack, and the line with the address. */
    static boolean isOfAStart(String line) {
        return !line.contains(" INFO ") || line.contains(" Service - started in ");
    }

    /** From now on everything is printed. */
    void ready() {
        follower.catchUp();
        isReady = true;
    }

    @Override
    public void close() {
        limit.close();
        follower.close();
    }
}
