package io.butterfly.baichuan.publish;

import java.time.Duration;

/**
 * Who has the mark of equal messages.
 *
 * @param holder empty when the one who asked has it now
 */
public record Mark(String holder, Duration since) {
  boolean isOwn() {
    return holder.isEmpty();
  }
}
