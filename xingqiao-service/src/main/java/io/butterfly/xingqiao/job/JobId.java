package io.butterfly.xingqiao.job;

/** The key of a row of {@code workflow_job}. */
public record JobId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
