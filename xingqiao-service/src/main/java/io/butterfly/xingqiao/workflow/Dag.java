package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tasks of one job: at least one, labels legal and unique, dependencies known and without a cycle, every required
 * parameter possible, everything within the columns. There is no Dag that breaks one of these.
 */
public final class Dag {
    /** The parameter that holds the replies of all dependencies. */
    public static final String ALL_TASKDATA = "all_taskdata";

    /**
     * The parameter by which the tasks at the end of a job learn how it went: {@code OK}, or the code with which it
     * fails.
     */
    public static final String JOB_STAT = "job_stat";

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern CMD = Pattern.compile("/\\S+");
    private static final Pattern NAME = Pattern.compile("[^,\\s][^,]*");

    private final List<TaskPlan> tasks;

    private Dag(List<TaskPlan> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    /** Throws {@link InvalidPlan}. */
    public static Dag of(List<TaskPlan> tasks, ObjectNode jobExtra) {
        checkShape(tasks);
        tasks.forEach(task -> checkRequires(task, jobExtra));
        return new Dag(tasks);
    }

    /** Everything that does not depend on the job. Throws {@link InvalidPlan}. */
    public static void checkShape(List<TaskPlan> tasks) {
        if (tasks.isEmpty()) {
            throw new InvalidPlan("the workflow has no tasks");
        }
        Map<String, TaskPlan> byLabel = new LinkedHashMap<>();
        for (TaskPlan task : tasks) {
            checkAlone(task);
            if (byLabel.put(task.label(), task) != null) {
                throw new InvalidPlan("two tasks have the label " + task.label());
            }
        }
        tasks.forEach(task -> checkDependencies(task, byLabel.keySet()));
        checkAcyclic(byLabel);
        new OptionsCheck(byLabel).check();
    }

    private static void checkAlone(TaskPlan task) {
        String name = "task " + task.label();
        if (task.label() == null || !LABEL.matcher(task.label()).matches()) {
            throw new InvalidPlan("the label '" + task.label() + "' must consist of letters, digits, _ and -");
        }
        Limits.check("the label " + task.label(), task.label(), Limits.NAME);
        checkCmd(name + ": cmd", task.cmd());
        checkNames(name + ": requires", task.requires());
        checkNames(name + ": provides", task.provides());
        if (task.params().isPresent() && !task.params().get().isObject()
                || !task.extra().isObject()) {
            throw new InvalidPlan(name + ": params and extra must be JSON objects");
        }
        if (task.retryMax() < 0 || task.timeoutSeconds() < 0) {
            throw new InvalidPlan(name + ": retrymax and timeout must not be negative");
        }
    }

    static void checkCmd(String what, String cmd) {
        if (cmd == null || !CMD.matcher(cmd).matches()) {
            throw new InvalidPlan(what + " '" + cmd + "' must be the path of a handler, such as /demo_api/ping");
        }
        Limits.check(what, cmd, Limits.CMD);
    }

    private static void checkNames(String what, List<String> names) {
        Limits.check(what, names, Limits.NAMES);
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new InvalidPlan(what + ": '" + name + "' cannot be a parameter's name");
        });
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidPlan(what + " has a name twice");
        }
    }

    private static void checkDependencies(TaskPlan task, Set<String> labels) {
        Limits.check("task " + task.label() + ": dependencies", task.dependencies(), Limits.DEPENDENCIES);
        for (String dependency : task.dependencies()) {
            if (!labels.contains(dependency)) {
                throw new InvalidPlan(
                        "task " + task.label() + " depends on " + dependency + ", which is no task of this workflow");
            }
        }
        if (new HashSet<>(task.dependencies()).size() < task.dependencies().size()) {
            throw new InvalidPlan("task " + task.label() + " has a dependency twice");
        }
    }

    /**
     * Takes away, again and again, the tasks that depend on nothing that is left. What cannot be taken away is on a
     * cycle or behind one.
     */
    private static void checkAcyclic(Map<String, TaskPlan> byLabel) {
        Map<String, TaskPlan> left = new LinkedHashMap<>(byLabel);
        while (left.values().removeIf(task -> task.dependencies().stream().noneMatch(left::containsKey))) {
            // one layer less
        }
        if (!left.isEmpty()) {
            throw new InvalidPlan(
                    "dependencies form a cycle among " + left.keySet().stream().collect(Collectors.joining(", ")));
        }
    }

    /** A dependency's reply may have any member, so only a task without dependencies can be known to lack something. */
    private static void checkRequires(TaskPlan task, ObjectNode jobExtra) {
        if (task.params().isPresent() || !task.dependencies().isEmpty()) {
            return;
        }
        for (String name : task.requires()) {
            if (!isAlwaysThere(name, task)
                    && !jobExtra.has(name)
                    && !task.extra().tree().has(name)) {
                throw new InvalidPlan("task " + task.label() + " requires " + name
                        + ", which neither job_extra nor a dependency can provide");
            }
        }
    }

    private static boolean isAlwaysThere(String name, TaskPlan task) {
        boolean isItem =
                task.options().forEach().filter(list -> list.as().equals(name)).isPresent();
        return isItem
                || name.equals(ALL_TASKDATA)
                || name.equals(JOB_STAT) && task.options().phase() != Phase.MAIN;
    }

    /** In the order of the plan. */
    public List<TaskPlan> tasks() {
        return tasks;
    }
}
