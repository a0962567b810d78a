package io.butterfly.api.xingqiao;

/**
 * The reply to a {@link CreateJob}.
 *
 * @param stat {@code OK}, {@code ERR_JOB_EXIST}, {@code ERR_JOB_TYPE_NOT_EXISTS}, {@code ERR_JOB_EXTRA_INVALID} or
 *     {@code ERR_JOB_CREATE_FAILED}
 * @param message why it was refused, null when it was not
 * @param jobId null when it was refused
 */
public record JobCreated(String stat, String message, Long jobId) {}
