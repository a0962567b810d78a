package io.butterfly.xingqiao.workflow;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * One task of a plan.
 *
 * @param label names it within the job: letters, digits, {@code _}, {@code -}
 * @param cmd the handler's path, which is also its queue
 * @param params the parameters; when given, {@code requires} is ignored
 * @param requires names of the parameters to collect when it starts: from the replies of its dependencies,
 *     {@code extra}, the job's extra
 * @param provides names its reply must have at the top level, or it has failed
 * @param dependencies labels of the tasks that must be over before
 * @param retryMax how often it is started again after it failed
 * @param isSave its reply becomes the job's {@code ret_data}
 * @param timeoutSeconds of one execution, 0 for no limit
 * @param extra a JSON object, a source of parameters
 * @param options what it asks for beyond a plain call
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
        RawJson extra,
        TaskOptions options) {
    /** What stands in the column of a task that is a job. */
    public static final String SUB_JOB = "/xingqiao/create_job";

    /** What stands in the column of a task that waits for a signal. */
    public static final String SIGNAL = "/xingqiao/signal";

    public TaskPlan {
        requires = List.copyOf(requires);
        provides = List.copyOf(provides);
        dependencies = List.copyOf(dependencies);
    }

    public static TaskPlan of(String label, String cmd) {
        return new TaskPlan(
                label,
                cmd,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                false,
                0,
                RawJson.EMPTY_OBJECT,
                TaskOptions.NONE);
    }

    /** A task that is a job of that type: its parameters are the job's extra, and the job's result its reply. */
    public static TaskPlan subJob(String label, String type) {
        return of(label, SUB_JOB).options(TaskOptions.NONE.work(new Work.SubJob(type)));
    }

    /** A task that {@code /xingqiao/signal} ends, or its timeout. */
    public static TaskPlan signal(String label) {
        return of(label, SIGNAL).options(TaskOptions.NONE.work(new Work.Wait()));
    }

    public TaskPlan params(Object value) {
        return new TaskPlan(
                label,
                cmd,
                Optional.of(RawJson.of(value)),
                requires,
                provides,
                dependencies,
                retryMax,
                isSave,
                timeoutSeconds,
                extra,
                options);
    }

    public TaskPlan requires(String... names) {
        return new TaskPlan(
                label,
                cmd,
                params,
                List.of(names),
                provides,
                dependencies,
                retryMax,
                isSave,
                timeoutSeconds,
                extra,
                options);
    }

    public TaskPlan provides(String... names) {
        return new TaskPlan(
                label,
                cmd,
                params,
                requires,
                List.of(names),
                dependencies,
                retryMax,
                isSave,
                timeoutSeconds,
                extra,
                options);
    }

    public TaskPlan after(String... labels) {
        return new TaskPlan(
                label,
                cmd,
                params,
                requires,
                provides,
                List.of(labels),
                retryMax,
                isSave,
                timeoutSeconds,
                extra,
                options);
    }

    public TaskPlan retryMax(int times) {
        return new TaskPlan(
                label, cmd, params, requires, provides, dependencies, times, isSave, timeoutSeconds, extra, options);
    }

    public TaskPlan saved() {
        return new TaskPlan(
                label, cmd, params, requires, provides, dependencies, retryMax, true, timeoutSeconds, extra, options);
    }

    public TaskPlan timeout(int seconds) {
        return new TaskPlan(
                label, cmd, params, requires, provides, dependencies, retryMax, isSave, seconds, extra, options);
    }

    public TaskPlan extra(Object value) {
        return new TaskPlan(
                label,
                cmd,
                params,
                requires,
                provides,
                dependencies,
                retryMax,
                isSave,
                timeoutSeconds,
                RawJson.of(value),
                options);
    }

    public TaskPlan options(TaskOptions other) {
        return new TaskPlan(
                label, cmd, params, requires, provides, dependencies, retryMax, isSave, timeoutSeconds, extra, other);
    }

    /**
     * Skipped unless this holds, such as {@code pay.amount > 100}; throws {@link IllegalArgumentException} when it
     * cannot be read.
     */
    public TaskPlan when(String condition) {
        return options(options.when(Expression.parse(condition)));
    }

    public TaskPlan rule(TriggerRule rule) {
        return options(options.rule(rule));
    }

    public TaskPlan onFailure() {
        return options(options.phase(Phase.ON_FAILURE));
    }

    /** At the end of the job, whatever its outcome: {@code finally}, which is no word for a method. */
    public TaskPlan atEnd() {
        return options(options.phase(Phase.FINALLY));
    }

    /** Once for every item of the list that the path leads to; see {@link ForEach}. */
    public TaskPlan forEach(String path, String as) {
        return options(options.forEach(new ForEach(Expression.parse(path), as, 0)));
    }

    public TaskPlan backoff(double seconds) {
        return options(options.backoff(new RetryBackoff(seconds, null, null)));
    }
}
