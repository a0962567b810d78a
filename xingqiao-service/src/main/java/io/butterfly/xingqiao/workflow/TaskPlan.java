package io.butterfly.xingqiao.workflow;

import io.butterfly.api.RawJson;
import java.util.List;
import java.util.Optional;

/**
 * One task of a plan.
 *
 * @param label names it within the job: letters, digits, {@code _}, {@code -}
 * @param cmd the handler's path, which is also its queue
 * @param params the parameters; when given, {@code requires} is ignored
 * @param requires names of the parameters to collect when it starts: from the replies of its dependencies, {@code extra}, the job's extra
 * @param provides names its reply must have at the top level, or it has failed
 * @param dependencies labels of the tasks that must have finished before
 * @param retryMax how often it is started again after it failed
 * @param isSave its reply becomes the job's {@code ret_data}
 * @param timeoutSeconds of one execution, 0 for no limit
 * @param extra a JSON object, a source of parameters
 */
public record TaskPlan(
    String label,
    String cmd,
    Optional<RawJson> params,
    List<String> requires,
    List<String> provides,
    List<String> dependencies,
    int retryMax,
    boolean isSave,
    int timeoutSeconds,
    RawJson extra) {

  public TaskPlan {
    requires = List.copyOf(requires);
    provides = List.copyOf(provides);
    dependencies = List.copyOf(dependencies);
  }

  public static TaskPlan of(String label, String cmd) {
    return new TaskPlan(label, cmd, Optional.empty(), List.of(), List.of(), List.of(), 0, false, 0, RawJson.EMPTY_OBJECT);
  }

  public TaskPlan params(Object value) {
    return new TaskPlan(
        label, cmd, Optional.of(RawJson.of(value)), requires, provides, dependencies, retryMax, isSave, timeoutSeconds, extra);
  }

  public TaskPlan requires(String... names) {
    return new TaskPlan(label, cmd, params, List.of(names), provides, dependencies, retryMax, isSave, timeoutSeconds, extra);
  }

  public TaskPlan provides(String... names) {
    return new TaskPlan(label, cmd, params, requires, List.of(names), dependencies, retryMax, isSave, timeoutSeconds, extra);
  }

  public TaskPlan after(String... labels) {
    return new TaskPlan(label, cmd, params, requires, provides, List.of(labels), retryMax, isSave, timeoutSeconds, extra);
  }

  public TaskPlan retryMax(int times) {
    return new TaskPlan(label, cmd, params, requires, provides, dependencies, times, isSave, timeoutSeconds, extra);
  }

  public TaskPlan saved() {
    return new TaskPlan(label, cmd, params, requires, provides, dependencies, retryMax, true, timeoutSeconds, extra);
  }

  public TaskPlan timeout(int seconds) {
    return new TaskPlan(label, cmd, params, requires, provides, dependencies, retryMax, isSave, seconds, extra);
  }

  public TaskPlan extra(Object value) {
    return new TaskPlan(label, cmd, params, requires, provides, dependencies, retryMax, isSave, timeoutSeconds, RawJson.of(value));
  }
}
