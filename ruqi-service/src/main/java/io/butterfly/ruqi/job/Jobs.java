package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.job.JobFilter.Page;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a user can do to jobs. Whatever is refused leaves nothing behind. */
public final class Jobs {
  private final JobStore store;
  private final Targets targets;
  private final Clock clock;
  private final Policies policies;
  private final Runnable changed;

  /**
   * @param clock the store's clock, in the configured zone
   * @param changed told after every change, so that this replica need not wait for its next look
   */
  public Jobs(JobStore store, Targets targets, Clock clock, Policies policies, Runnable changed) {
    this.store = store;
    this.targets = targets;
    this.clock = clock;
    this.policies = policies;
    this.changed = changed;
  }

  /** Checks trigger, rule, command, id and name, in this order. */
  public void add(String triggerName, String id, String name, String cmd, String rule) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Trigger trigger = Rules.parse(triggerName, rule, now, clock.getZone());
    requireStorable(trigger.rule());
    Target target = targets.admit(requireShort(cmd));
    Instant first = trigger.first(now).orElseThrow(() -> refused("rule: '" + rule + "' never comes due"));
    requireNotPast(first, now);
    Job job = new Job(id, Uid.next(now), name, trigger, cmd, target.kind(), first, now, Policies.DEFAULT, Optional.empty());
    if (!store.add(job)) {
      throw refused("job_id '" + id + "' is taken: remove that job first or choose another id");
    }
    changed.run();
  }

  private static void requireStorable(String rule) {
    if (rule.length() > Job.MAX_RULE) {
      throw refused("rule may have at most " + Job.MAX_RULE + " characters, not " + rule.length());
    }
  }

  private static String requireShort(String cmd) {
    int length = cmd.getBytes(StandardCharsets.UTF_8).length;
    if (length > Job.MAX_CMD_BYTES) {
      throw refused("cmd may have at most " + Job.MAX_CMD_BYTES + " bytes, not " + length);
    }
    return cmd;
  }

  private void requireNotPast(Instant first, Instant now) {
    Duration grace = policies.misfireGrace();
    if (first.isBefore(now.minus(grace))) {
      throw refused("rule: the date is past, by more than the " + grace.toSeconds() + " s in which a late job still fires");
    }
  }

  public void remove(String id) {
    if (!store.remove(id)) {
      throw unknown(id);
    }
    changed.run();
  }

  public JobEntry show(String id) {
    return store.find(id).orElseThrow(() -> unknown(id));
  }

  public Page<JobEntry> list(JobFilter filter) {
    return store.list(filter);
  }

  private static Refusal unknown(String id) {
    return refused("there is no job '" + id + "'");
  }

  private static Refusal refused(String reason) {
    return new Refusal(Stat.ERR, reason);
  }
}
