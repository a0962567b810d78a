package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The condition that picks one job. The column compares byte by byte, but for blanks at the end, which it takes for
 * nothing; the lengths tell them apart.
 */
public record JobCondition(String text, Object[] arguments) {
    /** Picks rows whose column is exactly the argument, which is given twice. */
    public static String exactly(String column) {
        return "%1$s = ? AND OCTET_LENGTH(%1$s) = OCTET_LENGTH(?)".formatted(column);
    }

    public static JobCondition of(JobKey key) {
        List<String> all = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        if (key.jobId() != null) {
            all.add("job_id = ?");
            arguments.add(key.jobId());
        }
        if (key.jobName() != null) {
            all.add(exactly("job_name"));
            arguments.addAll(List.of(key.jobName(), key.jobName()));
        }
        return new JobCondition(String.join(" AND ", all), arguments.toArray());
    }
}
