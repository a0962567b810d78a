package io.butterfly.xingqiao.workflow;

import io.butterfly.xingqiao.expression.Expression;
import java.util.Optional;

/**
 * What a task asks for beyond a plain call.
 *
 * @param when the task is skipped when this does not hold; looked at once, when its dependencies are over
 */
public record TaskOptions(
        Optional<Expression> when,
        TriggerRule rule,
        Phase phase,
        Optional<ForEach> forEach,
        Work work,
        RetryBackoff backoff) {
    /** A plain call. */
    public static final TaskOptions NONE = new TaskOptions(
            Optional.empty(),
            TriggerRule.ALL_SUCCESS,
            Phase.MAIN,
            Optional.empty(),
            new Work.Call(),
            RetryBackoff.NONE);

    public TaskOptions when(Expression condition) {
        return new TaskOptions(Optional.of(condition), rule, phase, forEach, work, backoff);
    }

    public TaskOptions rule(TriggerRule other) {
        return new TaskOptions(when, other, phase, forEach, work, backoff);
    }

    public TaskOptions phase(Phase other) {
        return new TaskOptions(when, rule, other, forEach, work, backoff);
    }

    public TaskOptions forEach(ForEach list) {
        return new TaskOptions(when, rule, phase, Optional.of(list), work, backoff);
    }

    public TaskOptions work(Work other) {
        return new TaskOptions(when, rule, phase, forEach, other, backoff);
    }

    public TaskOptions backoff(RetryBackoff other) {
        return new TaskOptions(when, rule, phase, forEach, work, other);
    }

    /** Of one item of a fan-out: the list and the condition belong to the whole task. */
    public TaskOptions ofItem() {
        return new TaskOptions(Optional.empty(), rule, phase, Optional.empty(), work, backoff);
    }
}
