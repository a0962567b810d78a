package io.butterfly.standalone;

import io.butterfly.standalone.supervise.LogFollower;
import io.butterfly.standalone.supervise.LogLimit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log files of one set-up: what the services write is printed, what the databases write stays in their files, and
 * none grows for ever.
 */
final class Logs implements AutoCloseable {
    private static final long MAX_BYTES = 20L << 20;

    private final LogLimit limit;
    private final LogFollower follower;

    Logs(DataFolder folder, Plan plan) {
        Map<String, Path> all = new LinkedHashMap<>();
        plan.children().forEach(name -> all.put(name, folder.log(name)));
        this.limit = new LogLimit(all.values(), MAX_BYTES);
        Map<String, Path> followed = new LinkedHashMap<>(all);
        followed.keySet().removeAll(Plan.DATABASES);
        this.follower = new LogFollower(followed, System.out);
    }

    @Override
    public void close() {
        limit.close();
        follower.close();
    }
}
