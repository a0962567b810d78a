package io.butterfly.xingqiao.decision;

import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.TriggerRule;
import java.util.List;
import java.util.function.Predicate;

/** Whether a waiting task may start. */
enum Readiness {
    READY,
    NOT_YET,
    NEVER;

    /** @param willNeverRun whether a dependency that is not over will stay so */
    static Readiness of(TriggerRule rule, List<Task> dependencies, Predicate<Task> willNeverRun) {
        boolean isAnyFailed = dependencies.stream().anyMatch(task -> task.status() == TaskStatus.FAILED);
        boolean isAnySkipped = dependencies.stream().anyMatch(task -> task.status() == TaskStatus.SKIPPED);
        boolean isAnyDead =
                dependencies.stream().anyMatch(task -> !task.status().isOver() && willNeverRun.test(task));
        boolean isAnyOpen =
                dependencies.stream().anyMatch(task -> !task.status().isOver() && !willNeverRun.test(task));
        return switch (rule) {
            case ALL_SUCCESS -> isAnyFailed || isAnySkipped || isAnyDead ? NEVER : readyUnless(isAnyOpen);
            case ALL_DONE -> readyUnless(isAnyOpen);
            case ONE_FAILED -> isAnyFailed ? READY : isAnyOpen ? NOT_YET : NEVER;
            case NONE_FAILED -> isAnyFailed || isAnyDead ? NEVER : readyUnless(isAnyOpen);
        };
    }

    private static Readiness readyUnless(boolean isAnyOpen) {
        return isAnyOpen ? NOT_YET : READY;
    }
}
