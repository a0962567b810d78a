package io.butterfly.xingqiao.notify;

import io.butterfly.api.xingqiao.JobView;

/**
 * One change of one job's status that is to be delivered to a receiver.
 *
 * @param id grows with time
 * @param to as {@link io.butterfly.xingqiao.workflow.Notifier#text} has it
 * @param job as it was right after the change
 * @param failures how often its delivery failed
 * @param asks how often BaiChuan had its message, which had not ended
 */
public record Notice(long id, String to, JobView job, int failures, int asks) {}
