package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a list are asked for.
 *
 * @param jobId exactly this one
 * @param jobName exactly this one
 * @param offset how many matches come before the page
 * @param limit how many the page holds; all when there is no page
 */
public record JobFilter(Optional<String> jobId, Optional<String> jobName, long offset, long limit) {
  private static final int DEFAULT_PAGE_SIZE = 15;

  /** One page, and how many matches there are in all. */
  public record Page<T>(long total, List<T> list) {}

  /** Pages count from 1; page 0 is page 1; without a page index everything matches one page. */
  public static JobFilter of(String jobId, String jobName, Long pageIndex, Long pageSize) {
    long size = atLeastZero("page_size", pageSize == null ? DEFAULT_PAGE_SIZE : pageSize);
    Optional<String> id = Optional.ofNullable(jobId);
    Optional<String> name = Optional.ofNullable(jobName);
    if (pageIndex == null) {
      return new JobFilter(id, name, 0, Integer.MAX_VALUE);
    }
    long index = Math.max(1, atLeastZero("page_index", pageIndex));
    return new JobFilter(id, name, (index - 1) * size, size);
  }

  private static long atLeastZero(String field, long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new Refusal(Stat.ERR_SERVER_EXCEPTION, field + " must be a number from 0 to " + Integer.MAX_VALUE);
    }
    return value;
  }
}
