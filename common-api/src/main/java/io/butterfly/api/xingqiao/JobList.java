package io.butterfly.api.xingqiao;

import java.util.List;

/**
 * One page of jobs.
 *
 * @param total all that match, not only this page
 */
public record JobList(long total, List<JobView> list) {}
