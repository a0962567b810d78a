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
 * @param source where its parameters come from
 * @param provides names its reply must have at the top level, or it has failed
 * @param dependencies labels of the tasks that must be over before
 * @param attempts how often and how long it may run
 * @param isSave its reply becomes the job's {@code ret_data}
 * @param options what it asks for beyond a plain call
 */
public record TaskPlan(
        String label,
        String cmd,
        Source source,
        List<String> provides,
        List<String> dependencies,
        Attempts attempts,
        boolean isSave,
        TaskOptions options) {
    /** What stands in the column of a task that is a job. */
    public static final String SUB_JOB = "/xingqiao/create_job";

    /** What stands in the column of a task that waits for a signal. */
    public static final String SIGNAL = "/xingqiao/signal";

    /**
     * @param params the parameters; when given, {@code requires} is ignored
     * @param requires names of the parameters to collect when it starts: from the replies of its dependencies,
     *     {@code extra}, the job's extra
     * @param extra a JSON object, a source of parameters
     */
    public record Source(Optional<RawJson> params, List<String> requires, RawJson extra) {
        static final Source NONE = new Source(Optional.empty(), List.of(), RawJson.EMPTY_OBJECT);

        public Source {
            requires = List.copyOf(requires);
        }
    }

    /**
     * @param retryMax how often it is started again after it failed
     * @param timeoutSeconds of one execution, 0 for no limit
     */
    public record Attempts(int retryMax, int timeoutSeconds) {
        static final Attempts ONE = new Attempts(0, 0);
    }

    public TaskPlan {
        provides = List.copyOf(provides);
        dependencies = List.copyOf(dependencies);
    }

    public static TaskPlan of(String label, String cmd) {
        return new TaskPlan(label, cmd, Source.NONE, List.of(), List.of(), Attempts.ONE, false, TaskOptions.NONE);
    }

    /** A task that is a job of that type: its parameters are the job's extra, and the job's result its reply. */
    public static TaskPlan subJob(String label, String type) {
        return of(label, SUB_JOB).options(TaskOptions.NONE.work(new Work.SubJob(type)));
    }

    /** A task that {@code /xingqiao/signal} ends, or its timeout. */
    public static TaskPlan signal(String label) {
        return of(label, SIGNAL).options(TaskOptions.NONE.work(new Work.Wait()));
    }

    public Optional<RawJson> params() {
        return source.params();
    }

    public List<String> requires() {
        return source.requires();
    }

    public RawJson extra() {
        return source.extra();
    }

    public int retryMax() {
        return attempts.retryMax();
    }

    public int timeoutSeconds() {
        return attempts.timeoutSeconds();
    }

    public TaskPlan params(Object value) {
        return with(new Source(Optional.of(RawJson.of(value)), requires(), extra()));
    }

    public TaskPlan requires(String... names) {
        return with(new Source(params(), List.of(names), extra()));
    }

    public TaskPlan extra(Object value) {
        return with(new Source(params(), requires(), RawJson.of(value)));
    }

    private TaskPlan with(Source other) {
        return new TaskPlan(label, cmd, other, provides, dependencies, attempts, isSave, options);
    }

    public TaskPlan provides(String... names) {
        return new TaskPlan(label, cmd, source, List.of(names), dependencies, attempts, isSave, options);
    }

    public TaskPlan after(String... labels) {
        return new TaskPlan(label, cmd, source, provides, List.of(labels), attempts, isSave, options);
    }

    public TaskPlan retryMax(int times) {
        return with(new Attempts(times, timeoutSeconds()));
    }

    public TaskPlan timeout(int seconds) {
        return with(new Attempts(retryMax(), seconds));
    }

    private TaskPlan with(Attempts other) {
        return new TaskPlan(label, cmd, source, provides, dependencies, other, isSave, options);
    }

    public TaskPlan saved() {
        return new TaskPlan(label, cmd, source, provides, dependencies, attempts, true, options);
    }

    public TaskPlan options(TaskOptions other) {
        return new TaskPlan(label, cmd, source, provides, dependencies, attempts, isSave, other);
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
