package io.butterfly.api.ruqi;

/**
 * Which rows of a list: {@code /ruqi/job_list}, {@code /ruqi/get_history}. Filters match exactly.
 *
 * @param pageIndex from 1; without it all rows come
 * @param pageSize 15 unless given
 */
public record JobQuery(String jobId, String jobName, Long pageIndex, Long pageSize) {
  public static final JobQuery ALL = new JobQuery(null, null, null, null);

  public static JobQuery ofJob(String jobId) {
    return new JobQuery(jobId, null, null, null);
  }
}
