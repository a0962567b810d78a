package io.butterfly.api.ruqi;

/**
 * What a job is, as lists and details show it.
 *
 * @param jobTrigger {@code cron}, {@code interval} or {@code date}
 * @param rule in its stored form
 */
public record JobDefinition(String jobId, String jobName, String jobTrigger, String cmd, String rule) {}
