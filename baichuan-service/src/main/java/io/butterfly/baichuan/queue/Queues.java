package io.butterfly.baichuan.queue;

import java.util.List;

/** Queues to look at. */
public interface Queues {
  /** Every handler that ever had a message, ours or the original's. */
  List<String> handlers();
}
