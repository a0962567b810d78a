package io.butterfly.baichuan.redis.format;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the hashes have them: UTC with six fraction digits. */
public final class UtcText {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private UtcText() {}

  public static String now(Clock clock) {
    return FORMAT.format(clock.instant());
  }
}
