package io.butterfly.xingqiao.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Replies of a job's tasks: those that arrive in this turn are in hand, the others are read once somebody wants them. */
final class Replies {
  private final RawJson jobExtra;
  private final Inputs inputs;
  private final Map<TaskId, Optional<RawJson>> known = new HashMap<>();

  Replies(RawJson jobExtra, Inputs inputs) {
    this.jobExtra = jobExtra;
    this.inputs = inputs;
  }

  void arrived(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.End end) {
        known.put(end.task().id(), end.reply());
      }
    }
  }

  private void read(Collection<TaskId> tasks) {
    List<TaskId> unknown = tasks.stream().filter(task -> !known.containsKey(task)).distinct().toList();
    if (!unknown.isEmpty()) {
      Map<TaskId, RawJson> read = inputs.replies(unknown);
      unknown.forEach(task -> known.put(task, Optional.ofNullable(read.get(task))));
    }
  }

  /** Of those that have one, in the order of the ids. */
  List<RawJson> of(List<TaskId> tasks) {
    read(tasks);
    return tasks.stream().map(known::get).flatMap(Optional::stream).toList();
  }

  JsonNode value(Expression expression, Map<String, TaskId> byLabel) {
    read(expression.roots().stream().filter(byLabel::containsKey).filter(root -> !root.equals(Expression.JOB)).map(byLabel::get).toList());
    return expression.value(root -> root(root, byLabel));
  }

  boolean holds(Expression expression, Map<String, TaskId> byLabel) {
    read(expression.roots().stream().filter(byLabel::containsKey).filter(root -> !root.equals(Expression.JOB)).map(byLabel::get).toList());
    return expression.holds(root -> root(root, byLabel));
  }

  private JsonNode root(String root, Map<String, TaskId> byLabel) {
    Optional<RawJson> source = root.equals(Expression.JOB) ? Optional.of(jobExtra) : Optional.ofNullable(byLabel.get(root)).flatMap(known::get);
    return source.map(RawJson::tree).orElse(MissingNode.getInstance());
  }

  /** What a task replies whose items have all finished. */
  Outcome gathered(List<Task> items) {
    List<RawJson> replies = of(items.stream().map(Task::id).toList());
    String results = replies.stream().map(RawJson::text).collect(Collectors.joining(","));
    return new Outcome("OK", Optional.of(new RawJson("{\"stat\":\"OK\",\"count\":" + items.size() + ",\"results\":[" + results + "]}")), 0);
  }
}
