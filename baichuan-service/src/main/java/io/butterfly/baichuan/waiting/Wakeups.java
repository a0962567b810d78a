package io.butterfly.baichuan.waiting;

/** Where to say that messages became claimable. */
public interface Wakeups {
    /** Wakes claims that wait for this handler, here and on other replicas; never blocks and never fails. */
    void queued(String handler, int count);
}
