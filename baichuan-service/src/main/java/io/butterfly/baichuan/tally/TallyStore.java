package io.butterfly.baichuan.tally;

import java.util.List;
import java.util.Map;

/** Where the figures are kept. */
public interface TallyStore {
    void add(Map<String, Total> byHandler);

    /** A worker that is not registered any more gets none. */
    void credit(Map<String, Credit> byWorker);

    /** In the order of the handlers. */
    List<Total> totals(List<String> handlers);
}
