package io.butterfly.xingqiao.workflow;

import io.butterfly.xingqiao.expression.Expression;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whether what the tasks of a plan ask for beyond plain calls can be had. */
final class OptionsCheck {
    private static final int MAX_TEXT = 10_240;

    private final Map<String, TaskPlan> byLabel;

    OptionsCheck(Map<String, TaskPlan> byLabel) {
        this.byLabel = byLabel;
    }

    /** Throws {@link InvalidPlan}. The dependencies are known and without a cycle. */
    void check() {
        byLabel.values().forEach(this::check);
        if (byLabel.values().stream().noneMatch(task -> task.options().phase() == Phase.MAIN)) {
            throw new InvalidPlan("the workflow has only tasks for its end");
        }
    }

    private void check(TaskPlan task) {
        TaskOptions options = task.options();
        String name = "task " + task.label();
        OptionsForm.text(options).ifPresent(text -> Limits.check(name + ": its options, as JSON,", text, MAX_TEXT));
        options.when().ifPresent(when -> checkRoots(name + ": when", task, when));
        options.forEach().ifPresent(list -> checkRoots(name + ": foreach", task, list.in()));
        for (String dependency : task.dependencies()) {
            if (byLabel.get(dependency).options().phase().compareTo(options.phase()) > 0) {
                throw new InvalidPlan(name + " depends on " + dependency + ", which runs later ("
                        + byLabel.get(dependency).options().phase().word() + ")");
            }
        }
        if (task.dependencies().isEmpty() && options.rule() == TriggerRule.ONE_FAILED) {
            throw new InvalidPlan(name + ": trigger_rule one_failed needs dependencies");
        }
        checkWork(name, task);
    }

    private static void checkWork(String name, TaskPlan task) {
        boolean isWait = task.options().work() instanceof Work.Wait;
        if (isWait && (task.retryMax() > 0 || task.options().forEach().isPresent())) {
            throw new InvalidPlan(name + " waits for a signal: it can have neither retrymax nor foreach");
        }
        if (task.options().work() instanceof Work.SubJob(String type)) {
            Limits.check(name + ": workflow", type, Limits.NAME);
        }
    }

    private void checkRoots(String what, TaskPlan task, Expression expression) {
        Set<String> known = upstream(task);
        for (String root : expression.roots()) {
            if (!root.equals(Expression.JOB) && !known.contains(root)) {
                throw new InvalidPlan(what + " speaks of " + root + ", which is neither job nor a task before it");
            }
        }
    }

    private Set<String> upstream(TaskPlan task) {
        Set<String> known = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(task.dependencies());
        while (!next.isEmpty()) {
            String label = next.pop();
            if (known.add(label)) {
                next.addAll(byLabel.get(label).dependencies());
            }
        }
        return known;
    }
}
