package io.butterfly.xingqiao.job;

/** The key of a row of {@code workflow_task}. */
public record TaskId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
