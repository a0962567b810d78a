package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do about a job that is due: the fates of its due instants, and when it is due next. Decided from what is passed in, nothing else.
 *
 * @param fates at most one of them fires
 * @param next empty when the job has no more due instants and goes away
 */
public record FiringPlan(List<Fate> fates, Optional<Instant> next) {

  public FiringPlan {
    fates = List.copyOf(fates);
  }

  /**
   * A job that comes due.
   *
   * @param due its earliest due instant without a fate, not later than now
   * @param isRunning whether an earlier firing of it still runs, on any replica
   */
  public record DueJob(Trigger trigger, Instant due, Policies policies, boolean isRunning) {}

  /**
   * While a firing of the job runs, whatever is due is skipped. Otherwise an instant within the grace fires, one a plan, oldest first; of older
   * ones the newest fires and the rest are skipped.
   */
  public static FiringPlan of(DueJob job, Instant now) {
    if (job.isRunning()) {
      Missed missed = Missed.before(now.plusNanos(1), job.trigger(), job.due());
      return new FiringPlan(List.of(missed.all("an earlier firing of this job was still running")), missed.next());
    }
    Instant misfired = now.minus(job.policies().misfireGrace());
    if (!job.due().isBefore(misfired)) {
      return new FiringPlan(List.of(new Fate.Fire(job.due())), job.trigger().after(job.due()));
    }
    return misfire(Missed.before(misfired, job.trigger(), job.due()), job.policies());
  }

  private static FiringPlan misfire(Missed missed, Policies policies) {
    String reason = "more than " + policies.misfireGrace().toSeconds() + " s late; of what was missed only the newest fires";
    if (missed.isCut()) {
      return new FiringPlan(List.of(missed.all(reason)), missed.next());
    }
    List<Fate> fates = new ArrayList<>(2);
    missed.butLast(reason).ifPresent(fates::add);
    fates.add(new Fate.Fire(missed.last()));
    return new FiringPlan(fates, missed.next());
  }
}
