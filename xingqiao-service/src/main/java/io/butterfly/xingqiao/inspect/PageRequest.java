package io.butterfly.xingqiao.inspect;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.ListJobs;
import java.util.Set;

/**
 * Which rows of a list, in which order.
 *
 * @param index from 1
 * @param column a real column of the job
 */
public record PageRequest(int index, int size, String column, boolean isDescending) {
    private static final int DEFAULT_SIZE = 10;
    private static final int MAX_SIZE = 1_000;
    private static final Set<String> COLUMNS = Set.of(
            "job_id",
            "job_client",
            "job_namespace",
            "job_reqid",
            "job_name",
            "job_status",
            "job_type",
            "job_tags",
            "ret_stat",
            "ret_data",
            "job_cost",
            "job_extra",
            "job_timeout",
            "job_lock",
            "exe_id",
            "operator",
            "is_valid",
            "c_time",
            "s_time",
            "e_time",
            "u_time");

    /** Refuses what is no page. Page 0 is page 1, as in the Python service. */
    public static PageRequest of(ListJobs filter) {
        int index = firstOf(filter.pageIndex(), filter.page(), 1);
        int size = firstOf(filter.pageSize(), filter.perPage(), DEFAULT_SIZE);
        if (index < 0 || size < 0) {
            throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "page_index and page_size must not be negative");
        }
        if (size == 0 || size > MAX_SIZE) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "page_size must be 1 to " + MAX_SIZE + ", not " + size);
        }
        if ((long) index * size > Integer.MAX_VALUE) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "page_index " + index + " is beyond every list");
        }
        if (filter.orderBy() == null) {
            return new PageRequest(Math.max(index, 1), size, "job_id", true);
        }
        if (!COLUMNS.contains(filter.orderBy())) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "orderBy must be a column of the job, not " + filter.orderBy());
        }
        return new PageRequest(Math.max(index, 1), size, filter.orderBy(), "desc".equals(filter.orderDir()));
    }

    private static int firstOf(Integer name, Integer otherName, int otherwise) {
        return name != null ? name : otherName != null ? otherName : otherwise;
    }
}
