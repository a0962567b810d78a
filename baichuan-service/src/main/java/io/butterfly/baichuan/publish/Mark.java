package io.butterfly.baichuan.publish;

import java.time.Duration;

/**
 * Who has the mark of equal messages.
 *
 * @param holder empty when the one who asked has it now
 * @param isMade whether a throttled holder is known to have existed
 */
public record Mark(String holder, Duration since, boolean isMade) {
  boolean isOwn() {
    return holder.isEmpty();
  }
}
