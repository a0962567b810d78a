package io.butterfly.xingqiao.notifier;

import io.butterfly.api.xingqiao.JobView;
import io.butterfly.xingqiao.workflow.Notifier;
import java.util.Optional;

/**
 * One change of one job that somebody is to be told.
 *
 * @param id grows with time
 * @param to empty for the hook of the job's workflow
 * @param job as it was right after the change
 * @param failures how often telling it failed
 */
public record Notice(long id, Optional<Notifier> to, JobView job, int failures) {}
