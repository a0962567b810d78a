package io.butterfly.baichuan.claim;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The steps of claiming; each has been written when it returns. */
public interface ClaimStore {
  /** How many messages each of these handlers has in its queue; those without any are left out. */
  Map<String, Long> waiting(List<String> handlers);

  /** Queue to hand: ids, in order. */
  List<String> take(String handler, int limit, Duration lease);

  /** Starts those of the taken messages that are queued, each under a lease of its own. */
  Started start(String handler, List<String> ids, String worker, Duration lease);
}
