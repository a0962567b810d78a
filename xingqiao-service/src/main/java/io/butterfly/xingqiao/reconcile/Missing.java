package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.TaskStart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Messages that BaiChuan does not have. Such a message may have ended and been deleted, while the report of its end
 * still waits in the queue of completions. So it is published again only when no report waits at all, or when it is
 * missing at a second check of its job too. Only used by the reconciler's thread.
 */
final class Missing {
    private static final int REMEMBERED = 100_000;

    private final Map<TaskStart, Boolean> missed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TaskStart, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    boolean isToRepeat(TaskStart start, BooleanSupplier hasCompletionsUnderWay) {
        boolean isSecondLook = missed.remove(start) != null;
        if (start.isJob() || isSecondLook || !hasCompletionsUnderWay.getAsBoolean()) {
            return true;
        }
        missed.put(start, true);
        return false;
    }
}
