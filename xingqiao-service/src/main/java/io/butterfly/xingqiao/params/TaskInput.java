package io.butterfly.xingqiao.params;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the parameters of one task are made of.
 *
 * @param params preset ones
 * @param requires names to collect when there are none
 * @param extra the task's own source of values
 * @param replies of its dependencies, in the order of {@code dependencies}; they need not fit in memory together
 * @param own values that only this start has: the item of its list, how the job went
 */
public record TaskInput(
        Optional<RawJson> params,
        List<String> requires,
        RawJson extra,
        Iterable<RawJson> replies,
        Map<String, RawJson> own) {
    public static final String JOB_STAT = Dag.JOB_STAT;
}
