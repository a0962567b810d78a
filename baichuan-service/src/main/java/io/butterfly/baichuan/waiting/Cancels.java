package io.butterfly.baichuan.waiting;

/** Word between replicas of messages that shall stop while they are executed; never blocks and never fails. */
public interface Cancels {
    /** The message is marked as cancelled: whoever executes it, here or on another replica, looks at its lease now. */
    void cancelled(String id);
}
