package io.butterfly.api.worker;

/**
 * What became of an {@link Outcome}.
 *
 * @param stat {@code OK}, {@code ERR_LEASE_LOST} (somebody else has the message, or it has ended), {@code ERR_MSG_NOT_EXIST}
 */
public record OutcomeStat(String taskId, String stat) {}
