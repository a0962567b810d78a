package io.butterfly.xingqiao.inspect;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Counts jobs in the store. Jobs that were never created completely count nowhere. */
public interface Counts {
    /** Weeks with ended jobs, oldest first. @param excluded a result code to count apart, empty for none */
    List<Week> weeks(Jobs jobs, String excluded);

    /** Jobs that have each of the tags, in the order of the tags. */
    List<Long> tagged(Jobs jobs, List<String> tags);

    /** Ended jobs by their result code, in the order of the codes. */
    List<Slice> byRetStat(Jobs jobs);

    /** What ended jobs cost; empty when there are none. */
    Optional<Cost> jobCost(Jobs jobs);

    /** What finished tasks cost, by label. */
    List<Cost> taskCosts(Jobs jobs);

    /**
     * Which jobs.
     *
     * @param tag {@code key=value}
     * @param from when they were created, in the service's zone
     * @param to exclusive
     */
    record Jobs(String type, Optional<String> tag, Optional<LocalDateTime> from, Optional<LocalDateTime> to) {}

    /**
     * @param week of the ISO year, 1 to 53
     * @param excluded failed ones with the code that is counted apart
     */
    record Week(int week, long total, long failed, long excluded) {}

    record Slice(String name, long value) {}

    /**
     * Seconds, by nearest rank.
     *
     * @param name the type of the jobs or the label of the tasks
     */
    record Cost(String name, long count, double p50, double p95, double p99, double max) {}
}
