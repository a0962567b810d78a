package io.butterfly.xingqiao.workflow;

/**
 * A plan that can never run to its end, or does not fit the tables. The message names the task and what is wrong with
 * it.
 */
public final class InvalidPlan extends IllegalArgumentException {
    InvalidPlan(String message) {
        super(message);
    }
}
