package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.xingqiao.inspect.Moments;
import java.util.ArrayList;
import java.util.List;

/** The condition that picks the jobs of a list, and the arguments of its question marks. */
final class JobFilter {
    private final StringBuilder text = new StringBuilder("is_valid = 1");
    private final List<Object> arguments = new ArrayList<>();

    private JobFilter() {}

    /** Every value that is given must be equal, and the name fit its pattern. */
    static JobFilter of(ListJobs list) {
        return new JobFilter()
                .equal("job_namespace", list.jobNamespace())
                .and("job_id = ?", list.jobId())
                .equal("job_reqid", list.jobReqid())
                .equal("job_status", list.jobStatus())
                .equal("job_type", list.jobType())
                .equal("ret_stat", list.retStat())
                .equal("operator", list.operator())
                .equal("job_client", list.jobClient())
                .and("job_name LIKE ?", list.jobName())
                .hasName("job_tags", list.jobTag())
                .hasName("job_lock", list.jobLock())
                .and(
                        "c_time >= ?",
                        Moments.parse("c_time_from", list.createdFrom()).orElse(null))
                .and("c_time < ?", Moments.parse("c_time_to", list.createdTo()).orElse(null));
    }

    private JobFilter equal(String column, String value) {
        if (value != null) {
            text.append(" AND ").append(JobCondition.exactly(column));
            arguments.addAll(List.of(value, value));
        }
        return this;
    }

    private JobFilter and(String condition, Object argument) {
        if (argument != null) {
            text.append(" AND ").append(condition);
            arguments.add(argument);
        }
        return this;
    }

    /** One of the names that the column joins by commas. */
    private JobFilter hasName(String column, String name) {
        if (name == null) {
            return this;
        }
        String plain = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        text.append(" AND (%1$s = ? OR %1$s LIKE ? OR %1$s LIKE ? OR %1$s LIKE ?)".formatted(column));
        arguments.addAll(List.of(name, plain + ",%", "%," + plain, "%," + plain + ",%"));
        return this;
    }

    String text() {
        return text.toString();
    }

    Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
