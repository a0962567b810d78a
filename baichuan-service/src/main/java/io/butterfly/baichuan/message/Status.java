package io.butterfly.baichuan.message;

import java.util.Locale;

/** The four words of the manual. Delayed is {@code QUEUED}; lost, timed out, cancelled and expired are {@code FAILED} with a code. */
public enum Status {
  QUEUED,
  STARTED,
  FINISHED,
  FAILED;

  /** As the hash and the wire have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Status of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public boolean isEnded() {
    return this == FINISHED || this == FAILED;
  }
}
