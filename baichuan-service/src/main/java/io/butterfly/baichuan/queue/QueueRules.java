package io.butterfly.baichuan.queue;

/** What an operator says about a queue; it holds for all replicas at once. */
public interface QueueRules {
    /** In the place of those it had. */
    void limit(String handler, Limits limits);

    /** Nothing is handed out until it is resumed. What is being executed goes on. */
    void pause(String handler);

    void resume(String handler);
}
