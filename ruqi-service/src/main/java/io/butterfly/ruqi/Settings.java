package io.butterfly.ruqi;

import io.butterfly.ruqi.history.History.Whose;
import io.butterfly.ruqi.history.HistoryCleanup.Kept;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What an operator may set under {@code ruqi}.
 *
 * @param lease how long a replica's word counts without being renewed
 * @param scriptsRoot the folder whose files jobs may run; none unless it is set
 * @param scriptsPython the interpreter that {@code python} in a command stands for
 * @param scriptLimit a script that takes longer is killed with all its children
 * @param httpLimit a request that takes longer has failed
 * @param messageSlots how many messages may be on their way to BaiChuan
 * @param httpRedirects how many redirects a request follows; with 0 a redirect is a failure
 * @param historyDays firings that ended longer ago are deleted; 0 keeps them; those of the Python service go only when
 *     this is set
 * @param historyPerJob a job's oldest firings are deleted when it has more; 0 keeps them
 */
@ConfigurationProperties("ruqi")
record Settings(
        @Bindable(defaultValue = "5s") Duration lease,
        @Nullable String scriptsRoot,
        @Bindable(defaultValue = "python3") String scriptsPython,
        @Bindable(defaultValue = "1h") Duration scriptLimit,
        @Bindable(defaultValue = "90s") Duration httpLimit,
        @Bindable(defaultValue = "2000") int messageSlots,
        @Bindable(defaultValue = "200") int httpSlots,
        @Bindable(defaultValue = "20") int scriptSlots,
        @Bindable(defaultValue = "5") int httpRedirects,
        @Nullable Integer historyDays,
        @Bindable(defaultValue = "10000") int historyPerJob) {
    private static final int DAYS = 180;

    Kept kept() {
        boolean isSet = historyDays != null;
        return new Kept(Duration.ofDays(isSet ? historyDays : DAYS), historyPerJob, isSet ? Whose.ALL : Whose.OURS);
    }
}
