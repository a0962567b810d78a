package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.inspect.JobOutline;
import io.butterfly.xingqiao.inspect.JobOutline.TaskOutline;
import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.TaskPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is drawn.
 *
 * @param title one line above the picture
 * @param nodes in the order of the plan
 */
public record JobGraph(String title, List<TaskNode> nodes) {
    /**
     * One task, with the items it has become, if any.
     *
     * @param id 0 when there is no job
     * @param status {@code waiting} when there is no job
     * @param cost seconds
     * @param note what else is to be known, or empty
     */
    public record TaskNode(
            String label, long id, String status, String retStat, double cost, List<String> dependencies, String note) {
        public TaskNode {
            dependencies = List.copyOf(dependencies);
        }

        private TaskNode ofTheEnd(Phase phase, List<String> work) {
            return new TaskNode(
                    label,
                    id,
                    status,
                    retStat,
                    cost,
                    dependencies.isEmpty() ? work : dependencies,
                    note.isEmpty() ? phase.word() : note);
        }
    }

    /** @param phases of the tasks, by label; a task that is not there is of the work itself */
    public static JobGraph of(JobOutline job, Map<String, Phase> phases) {
        Map<String, List<TaskOutline>> items = new HashMap<>();
        job.tasks().stream().filter(JobGraph::isItem).forEach(item -> items.computeIfAbsent(
                        listOf(item), label -> new ArrayList<>())
                .add(item));
        List<TaskNode> nodes = job.tasks().stream()
                .filter(task -> !isItem(task))
                .map(task -> node(task, items.getOrDefault(task.label(), List.of())))
                .toList();
        String cost = job.status().equals("started") ? "" : "   " + Seconds.text(job.cost());
        return new JobGraph(
                "Job " + job.jobId() + "   " + job.type() + "   " + job.status() + cost, afterTheWork(nodes, phases));
    }

    /** Tasks of the job's end that depend on nothing else come after the last ones of the work. */
    private static List<TaskNode> afterTheWork(List<TaskNode> nodes, Map<String, Phase> phases) {
        List<TaskNode> work =
                nodes.stream().filter(node -> phase(node, phases) == Phase.MAIN).toList();
        List<String> last = List.copyOf(new JobGraph("", work).last());
        return nodes.stream()
                .map(node -> phase(node, phases) == Phase.MAIN ? node : node.ofTheEnd(phase(node, phases), last))
                .toList();
    }

    private static Phase phase(TaskNode node, Map<String, Phase> phases) {
        return phases.getOrDefault(node.label(), Phase.MAIN);
    }

    /** An item of a fan-out is labelled {@code <label>.<index>}; no other label has a dot. */
    private static boolean isItem(TaskOutline task) {
        return task.label().indexOf('.') >= 0;
    }

    private static String listOf(TaskOutline item) {
        return item.label().substring(0, item.label().indexOf('.'));
    }

    private static TaskNode node(TaskOutline task, List<TaskOutline> items) {
        long over = items.stream()
                .filter(item -> Set.of("finished", "failed", "skipped").contains(item.status()))
                .count();
        double longest = items.stream().mapToDouble(TaskOutline::cost).max().orElse(0);
        String note = items.isEmpty() ? retries(task) : over + " of " + items.size() + " items";
        return new TaskNode(
                task.label(),
                task.taskId(),
                task.status(),
                task.retStat(),
                Math.max(task.cost(), longest),
                task.dependencies(),
                note);
    }

    private static String retries(TaskOutline task) {
        return task.retries() == 0 ? "" : "retry " + task.retries() + " of " + task.retryMax();
    }

    /** A workflow without a job. */
    public static JobGraph of(String workflow, List<TaskPlan> tasks) {
        List<TaskNode> nodes = tasks.stream()
                .map(task -> new TaskNode(
                        task.label(),
                        0,
                        "waiting",
                        "OK",
                        0,
                        task.dependencies(),
                        task.options().when().map(when -> "when " + when).orElse("")))
                .toList();
        return new JobGraph(
                workflow,
                afterTheWork(nodes, tasks.stream().collect(Collectors.toMap(TaskPlan::label, task -> task.options()
                        .phase()))));
    }

    /** The labels of the nodes that no other node depends on. */
    public Set<String> last() {
        Set<String> last = new LinkedHashSet<>();
        nodes.forEach(node -> last.add(node.label()));
        nodes.forEach(node -> last.removeAll(node.dependencies()));
        return last;
    }

    /** How many tasks the longest chain of dependencies has. */
    public int depth() {
        Map<String, Integer> depths = new HashMap<>();
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (TaskNode node : nodes) {
                int depth = 1
                        + node.dependencies().stream()
                                .mapToInt(label -> depths.getOrDefault(label, 0))
                                .max()
                                .orElse(0);
                isChanged |= !Integer.valueOf(depth).equals(depths.put(node.label(), depth));
            }
        }
        return depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The most dependencies that one task has, or tasks that depend on one. */
    public int widest() {
        Map<String, Integer> dependents = new HashMap<>();
        int widest = 0;
        for (TaskNode node : nodes) {
            widest = Math.max(widest, node.dependencies().size());
            for (String label : node.dependencies()) {
                widest = Math.max(widest, dependents.merge(label, 1, Integer::sum));
            }
        }
        return widest;
    }

    /** The chain of dependencies that took longest, first task first; empty when nothing took any time. */
    public List<String> criticalPath() {
        Map<String, TaskNode> byLabel = new LinkedHashMap<>();
        nodes.forEach(node -> byLabel.put(node.label(), node));
        Map<String, Double> until = new HashMap<>();
        String end = null;
        for (String label : byLabel.keySet()) {
            if (end == null || until(label, byLabel, until) > until(end, byLabel, until)) {
                end = label;
            }
        }
        return end == null || until(end, byLabel, until) <= 0 ? List.of() : pathTo(end, byLabel, until);
    }

    private static double until(String label, Map<String, TaskNode> byLabel, Map<String, Double> known) {
        Double before = known.get(label);
        if (before != null) {
            return before;
        }
        TaskNode node = byLabel.get(label);
        double longest = 0;
        for (String dependency : node.dependencies()) {
            longest = byLabel.containsKey(dependency) ? Math.max(longest, until(dependency, byLabel, known)) : longest;
        }
        known.put(label, longest + node.cost());
        return longest + node.cost();
    }

    private static List<String> pathTo(String end, Map<String, TaskNode> byLabel, Map<String, Double> until) {
        List<String> path = new ArrayList<>(List.of(end));
        while (true) {
            String slowest = null;
            for (String dependency : byLabel.get(path.getFirst()).dependencies()) {
                if (byLabel.containsKey(dependency)
                        && (slowest == null || until.get(dependency) > until.get(slowest))) {
                    slowest = dependency;
                }
            }
            if (slowest == null) {
                return path;
            }
            path.addFirst(slowest);
        }
    }
}
