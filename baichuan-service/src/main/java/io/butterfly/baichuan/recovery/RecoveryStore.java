package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.message.Standing;
import java.util.List;
import java.util.Map;

/** What recovery looks at, and the index steps that are only its own. */
public interface RecoveryStore {
  /** At most so many ids of each kind; delayed messages that are due become claimable by this. */
  List<Survey> survey(List<String> handlers, int most);

  /** How these messages stand; those that are gone are left out. */
  Map<String, Standing> standings(List<String> ids);

  /** Announced ids become claimable when they are due (ms, 0 for now). */
  void enqueue(String handler, Map<String, Long> dueById);

  /** Announced ids leave the index, unless they were announced again; the value says whether the message is gone. */
  void forget(String handler, long now, Map<String, Boolean> goneById);

  /** Ids without a message leave the hand, unless their lease runs out after this time (ms), and owe nothing. */
  void drop(String handler, List<String> ids, long lapsedBy);

  /** The index follows the leases (ms). */
  void hold(String handler, Map<String, Long> untilById);
}
