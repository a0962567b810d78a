package io.butterfly.xingqiao.workflow;

/** What is done when a task is started. */
public sealed interface Work {
    /** Its handler is called. */
    record Call() implements Work {}

    /** A job of that type runs, with the task's parameters as its extra; the task ends as the job does. */
    record SubJob(String type) implements Work {}

    /** Nothing: a signal ends it, or its timeout does. */
    record Wait() implements Work {}
}
