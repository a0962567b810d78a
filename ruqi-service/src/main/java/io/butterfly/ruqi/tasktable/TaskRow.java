package io.butterfly.ruqi.tasktable;

import java.util.OptionalLong;

/**
 * A row of {@code task}.
 *
 * @param call what it runs
 * @param when when it runs
 * @param status {@code ready} or {@code doing}
 * @param sibling an older row with the same key, as the database compares keys
 */
public record TaskRow(long id, Call call, When when, boolean isValid, String status, OptionalLong sibling) {
    static final String READY = "ready";
    static final String DOING = "doing";

    /**
     * @param key {@code task_key}
     * @param function {@code execute_func}, a handler with or without its leading slash
     * @param args a comma list of JSON values
     */
    public record Call(String key, String description, String function, String args) {}

    /**
     * @param trigger {@code cron}, {@code date} or {@code interval}
     * @param spec five fields, a local time, or seconds
     */
    public record When(String trigger, String spec) {}
}
