package io.butterfly.api.baichuan;

import io.butterfly.api.RawJson;

/** Makes a {@link TaskCreate}, option by option; each means what it means there. */
public final class TaskCreateBuilder {
    private final String handler;
    private final RawJson params;
    private String taskId;
    private String restart;
    private Integer timeout;
    private Integer resultTtl;
    private Integer failureTtl;
    private Integer ttl;
    private Double delay;
    private Double notBefore;
    private Boolean atFront;
    private Integer priority;
    private String group;
    private Integer retryMax;
    private Integer retryBackoff;
    private Integer maxAttempts;
    private String msgCreateUnique;
    private String uniqueKey;
    private Integer uniqueFor;
    private String onFinish;
    private String traceId;

    TaskCreateBuilder(String handler, RawJson params) {
        this.handler = handler;
        this.params = params;
    }

    static TaskCreateBuilder from(TaskCreate task) {
        TaskCreateBuilder copy = new TaskCreateBuilder(task.handler(), task.params());
        copy.taskId = task.taskId();
        copy.restart = task.restart();
        copy.timeout = task.timeout();
        copy.resultTtl = task.resultTtl();
        copy.failureTtl = task.failureTtl();
        copy.ttl = task.ttl();
        copy.delay = task.delay();
        copy.notBefore = task.notBefore();
        copy.atFront = task.atFront();
        copy.priority = task.priority();
        copy.group = task.group();
        copy.retryMax = task.retryMax();
        copy.retryBackoff = task.retryBackoff();
        copy.maxAttempts = task.maxAttempts();
        copy.msgCreateUnique = task.msgCreateUnique();
        copy.uniqueKey = task.uniqueKey();
        copy.uniqueFor = task.uniqueFor();
        copy.onFinish = task.onFinish();
        copy.traceId = task.traceId();
        return copy;
    }

    public TaskCreateBuilder taskId(String value) {
        taskId = value;
        return this;
    }

    public TaskCreateBuilder restart(String value) {
        restart = value;
        return this;
    }

    public TaskCreateBuilder timeout(int seconds) {
        timeout = seconds;
        return this;
    }

    public TaskCreateBuilder resultTtl(int seconds) {
        resultTtl = seconds;
        return this;
    }

    public TaskCreateBuilder failureTtl(int seconds) {
        failureTtl = seconds;
        return this;
    }

    public TaskCreateBuilder ttl(int seconds) {
        ttl = seconds;
        return this;
    }

    public TaskCreateBuilder delay(double seconds) {
        delay = seconds;
        return this;
    }

    public TaskCreateBuilder notBefore(double unixSeconds) {
        notBefore = unixSeconds;
        return this;
    }

    public TaskCreateBuilder atFront(boolean value) {
        atFront = value;
        return this;
    }

    public TaskCreateBuilder priority(int value) {
        priority = value;
        return this;
    }

    public TaskCreateBuilder group(String value) {
        group = value;
        return this;
    }

    public TaskCreateBuilder retryMax(int value) {
        retryMax = value;
        return this;
    }

    public TaskCreateBuilder retryBackoff(int seconds) {
        retryBackoff = seconds;
        return this;
    }

    public TaskCreateBuilder maxAttempts(int value) {
        maxAttempts = value;
        return this;
    }

    public TaskCreateBuilder msgCreateUnique(String value) {
        msgCreateUnique = value;
        return this;
    }

    public TaskCreateBuilder uniqueKey(String value) {
        uniqueKey = value;
        return this;
    }

    public TaskCreateBuilder uniqueFor(int seconds) {
        uniqueFor = seconds;
        return this;
    }

    public TaskCreateBuilder onFinish(String value) {
        onFinish = value;
        return this;
    }

    public TaskCreateBuilder traceId(String value) {
        traceId = value;
        return this;
    }

    public TaskCreate build() {
        return new TaskCreate(
                handler,
                params,
                taskId,
                restart,
                timeout,
                resultTtl,
                failureTtl,
                ttl,
                delay,
                notBefore,
                atFront,
                priority,
                group,
                retryMax,
                retryBackoff,
                maxAttempts,
                msgCreateUnique,
                uniqueKey,
                uniqueFor,
                onFinish,
                traceId);
    }
}
