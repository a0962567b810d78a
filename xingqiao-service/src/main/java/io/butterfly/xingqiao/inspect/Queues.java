package io.butterfly.xingqiao.inspect;

import java.util.Map;
import java.util.Optional;

/** What BaiChuan knows of the handlers of a job's tasks and of their messages. */
public interface Queues {
    /** By handler. Empty when BaiChuan does not answer. */
    Optional<Map<String, Queue>> queues();

    /**
     * {@code queued}, {@code started}, {@code finished} or {@code failed}; empty when there is no such message, or no
     * answer.
     */
    Optional<String> messageStatus(String id);

    record Queue(long queued, boolean isServed, boolean isPaused) {}
}
