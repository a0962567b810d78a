package io.butterfly.xingqiao.turn;

import io.butterfly.xingqiao.job.StartId;

/**
 * One start of a task, and what executes it.
 *
 * @param isJob a job of this service; otherwise a message at BaiChuan
 */
public record Start(StartId id, boolean isJob) {}
