package io.butterfly.ruqi.job;

import java.time.Duration;

/**
 * How a job's due instants are treated.
 *
 * @param misfireGrace a firing may be this late and still counts as on time; what is later is a misfire, of which only the newest fires
 */
public record Policies(Duration misfireGrace) {
  public static final Policies DEFAULT = new Policies(Duration.ofSeconds(30));
}
