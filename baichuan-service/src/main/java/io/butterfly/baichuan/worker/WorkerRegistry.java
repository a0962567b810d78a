package io.butterfly.baichuan.worker;

import java.util.List;

/** Where living workers are written down. */
public interface WorkerRegistry {
  /** The worker shows a sign of life; it is forgotten some minutes after the last one. */
  void seen(String worker, List<String> handlers);

  /** As {@link #seen}, for one that is too busy to claim; a worker that was forgotten already stays so until it claims. */
  void alive(String worker);
}
