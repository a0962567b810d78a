package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.TaskStart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Messages that BaiChuan does not have. One that has ended and was deleted may have been reported before, and the
 * report may still wait: it is published again only when no report waits, or when a second look does not find it
 * either. Only used by the reconciler's thread.
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
