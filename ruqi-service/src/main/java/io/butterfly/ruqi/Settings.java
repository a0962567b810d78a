package io.butterfly.ruqi;

import io.butterfly.ruqi.history.History.Whose;
import io.butterfly.ruqi.history.HistoryCleanup.Kept;
import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What an operator may set. The names under {@code ruqi} are flat; a record holds those that belong together. */
public final class Settings {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int HISTORY_DAYS = 180;

    /** Their names, defaults and limits, checked before anything starts. */
    static final List<Setting> ALL = Common.with(
            8583,
            Stream.concat(
                    Common.mysql("ruqi"),
                    Stream.of(
                            Common.BAICHUAN_URL,
                            Common.ZONE,
                            Common.BYTES_IN_FLIGHT,
                            Common.AUDIT_DAYS,
                            Common.NOTICES_FILE,
                            Common.URL,
                            Common.TOKEN,
                            Setting.choice("ruqi.scheduler-store", "mysql", "mysql", "memory", "none"),
                            Setting.duration("ruqi.lease", "5s", SECOND, Duration.ofHours(1)),
                            Setting.text("ruqi.scripts-root", ""),
                            Setting.text("ruqi.scripts-python", "python3"),
                            Setting.text("ruqi.scripts-user", ""),
                            Setting.duration("ruqi.script-limit", "1h", SECOND, DAY.multipliedBy(30)),
                            Setting.duration("ruqi.http-limit", "90s", SECOND, DAY),
                            Setting.number("ruqi.message-slots", 2_000, 1, 100_000),
                            Setting.number("ruqi.http-slots", 200, 1, 100_000),
                            Setting.number("ruqi.script-slots", 20, 1, 10_000),
                            Setting.number("ruqi.http-redirects", 5, 0, 100),
                            Setting.number("ruqi.history-days", HISTORY_DAYS, 0, 100_000),
                            Setting.number("ruqi.history-per-job", 10_000, 0, 1_000_000_000),
                            Setting.flag("ruqi.task-table.enabled", false),
                            Setting.flag("ruqi.task-table.samples", false))));

    private Settings() {}

    /**
     * @param schedulerStore {@code mysql}, {@code memory}, or {@code none} for calls over MySQL without firing
     * @param lease how long other replicas wait for the next renewal before they take over
     * @param messageSlots how many messages may be on their way to BaiChuan
     */
    @ConfigurationProperties("ruqi")
    public record Scheduler(
            @Bindable(defaultValue = "mysql") String schedulerStore,
            @Bindable(defaultValue = "5s") Duration lease,
            @Bindable(defaultValue = "2000") int messageSlots) {
        /** Whether this replica fires jobs, and does not only answer calls. */
        public boolean fires() {
            return !schedulerStore.equals("none");
        }
    }

    /**
     * @param scriptsRoot the folder whose files jobs may run; none unless it is set
     * @param scriptsPython the interpreter that {@code python} in a command stands for
     * @param scriptsUser who runs them, {@code USER} or {@code USER:GROUP}; this process' user unless it is set
     * @param scriptLimit a script that takes longer is killed with all its children
     */
    @ConfigurationProperties("ruqi")
    record ScriptJobs(
            @Nullable String scriptsRoot,
            @Bindable(defaultValue = "python3") String scriptsPython,
            @Nullable String scriptsUser,
            @Bindable(defaultValue = "1h") Duration scriptLimit,
            @Bindable(defaultValue = "20") int scriptSlots) {}

    /**
     * @param httpLimit a request that takes longer has failed
     * @param httpRedirects how many redirects a request follows; with 0 a redirect is a failure
     */
    @ConfigurationProperties("ruqi")
    record HttpJobs(
            @Bindable(defaultValue = "90s") Duration httpLimit,
            @Bindable(defaultValue = "5") int httpRedirects,
            @Bindable(defaultValue = "200") int httpSlots) {}

    /**
     * @param historyDays firings that ended longer ago are deleted; 0 keeps them; those of the Python service go only
     *     when this is set
     * @param historyPerJob a job's oldest firings are deleted when it has more; 0 keeps them
     */
    @ConfigurationProperties("ruqi")
    record HistoryKept(
            @Nullable Integer historyDays,
            @Bindable(defaultValue = "10000") int historyPerJob) {
        Kept kept() {
            boolean isSet = historyDays != null;
            return new Kept(
                    Duration.ofDays(isSet ? historyDays : HISTORY_DAYS), historyPerJob, isSet ? Whose.ALL : Whose.OURS);
        }
    }

    /** @param enabled whether rows of the table {@code task} are jobs */
    @ConfigurationProperties("ruqi.task-table")
    public record TaskTable(
            @Bindable(defaultValue = "false") boolean enabled) {}
}
