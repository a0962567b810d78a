package io.butterfly.ruqi.history;

import java.time.Instant;
import java.util.List;

/** Messages that were published and whose end is awaited. They need nobody's hands: whoever is told of the end records it. */
public interface Published {

  /** It is at BaiChuan. False when the firing has ended already, or is somebody else's. */
  boolean mark(Firing firing, Instant now);

  /** Whether the end of any message is awaited, by any replica. */
  boolean isAnyAwaited();

  /** The running ones among these firings, whoever owns them. */
  List<Firing> find(List<String> firingIds);
}
