package io.butterfly.xingqiao.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Replies of a job's tasks. Those that arrive in this turn are not written yet; the others are read when they are first
 * needed, after a look at their sizes, and few at a time: together they need not fit in memory.
 */
final class Replies {
    private static final int MOST_READ = Outcome.MAX_REPLY;
    private static final int SIZES_AT_ONCE = 50; // to know a size the database reads the whole reply

    private final RawJson jobExtra;
    private final Inputs inputs;
    private final Map<TaskId, Optional<RawJson>> arrived = new HashMap<>();
    private final Map<TaskId, Integer> sizes = new HashMap<>();
    private final Map<TaskId, RawJson> read = new HashMap<>();
    private int charactersRead;

    Replies(RawJson jobExtra, Inputs inputs) {
        this.jobExtra = jobExtra;
        this.inputs = inputs;
    }

    void arrived(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.End end) {
                arrived.put(end.task().id(), end.reply());
            }
        }
    }

    /** Whether all of them together have more characters. No more sizes are asked for than it takes to know. */
    boolean isMoreThan(long characters, List<TaskId> tasks) {
        long sum = 0;
        for (int i = 0; i < tasks.size() && sum <= characters; i++) {
            askForSizes(tasks.subList(i, tasks.size()));
            sum += sizeOf(tasks.get(i));
        }
        return sum > characters;
    }

    /** Reads the sizes of the next tasks' replies, unless that of the first is known. */
    private void askForSizes(List<TaskId> tasks) {
        if (isSizeKnown(tasks.getFirst())) {
            return;
        }
        List<TaskId> unknown = tasks.stream()
                .filter(task -> !isSizeKnown(task))
                .distinct()
                .limit(SIZES_AT_ONCE)
                .toList();
        Map<TaskId, Integer> found = inputs.replySizes(unknown);
        unknown.forEach(task -> sizes.put(task, found.getOrDefault(task, 0)));
    }

    private boolean isSizeKnown(TaskId task) {
        return arrived.containsKey(task) || sizes.containsKey(task);
    }

    private int sizeOf(TaskId task) {
        return arrived.containsKey(task)
                ? arrived.get(task).map(reply -> reply.text().length()).orElse(0)
                : sizes.get(task);
    }

    /** The replies of those tasks that have one, in the order given. Each is read when the iterator comes to it. */
    Iterable<RawJson> of(List<TaskId> tasks) {
        return () -> IntStream.range(0, tasks.size())
                .mapToObj(i -> first(tasks.subList(i, tasks.size())))
                .flatMap(Optional::stream)
                .iterator();
    }

    private Optional<RawJson> first(List<TaskId> tasks) {
        TaskId task = tasks.getFirst();
        askForSizes(tasks);
        if (arrived.containsKey(task)) {
            return arrived.get(task);
        }
        if (sizeOf(task) > 0 && !read.containsKey(task)) {
            read(tasks);
        }
        return Optional.ofNullable(read.get(task));
    }

    /** Reads as many of the first replies as memory should hold, at least one. */
    private void read(List<TaskId> tasks) {
        List<TaskId> group = new ArrayList<>();
        int characters = 0;
        for (TaskId task : tasks) {
            if (!isSizeKnown(task) || !group.isEmpty() && characters + sizeOf(task) > MOST_READ) {
                break;
            }
            if (!arrived.containsKey(task) && !read.containsKey(task)) {
                group.add(task);
                characters += sizeOf(task);
            }
        }
        if (charactersRead + characters > MOST_READ) {
            read.clear();
            charactersRead = 0;
        }
        read.putAll(inputs.replies(group));
        charactersRead += characters;
    }

    /** The tasks whose replies an expression uses. */
    List<TaskId> roots(Expression expression, Map<String, TaskId> byLabel) {
        return expression.roots().stream()
                .filter(byLabel::containsKey)
                .filter(root -> !root.equals(Expression.JOB))
                .map(byLabel::get)
                .toList();
    }

    JsonNode value(Expression expression, Map<String, TaskId> byLabel) {
        Map<TaskId, JsonNode> trees = trees(roots(expression, byLabel));
        return expression.value(root -> root(root, byLabel, trees));
    }

    boolean holds(Expression expression, Map<String, TaskId> byLabel) {
        Map<TaskId, JsonNode> trees = trees(roots(expression, byLabel));
        return expression.holds(root -> root(root, byLabel, trees));
    }

    private Map<TaskId, JsonNode> trees(List<TaskId> tasks) {
        Map<TaskId, JsonNode> trees = new HashMap<>();
        tasks.forEach(task -> of(List.of(task)).forEach(reply -> trees.put(task, reply.tree())));
        return trees;
    }

    private JsonNode root(String root, Map<String, TaskId> byLabel, Map<TaskId, JsonNode> trees) {
        if (root.equals(Expression.JOB)) {
            return jobExtra.tree();
        }
        return Optional.ofNullable(byLabel.get(root)).map(trees::get).orElse(MissingNode.getInstance());
    }
}
