package io.butterfly.xingqiao.job;

/**
 * One start of a task, and what executes it.
 *
 * @param isJob a job of this service; otherwise a message at BaiChuan
 */
public record TaskStart(StartId id, boolean isJob) {}
