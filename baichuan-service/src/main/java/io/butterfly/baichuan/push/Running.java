package io.butterfly.baichuan.push;

import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.message.Execution;

/** An execution under way. It can be stopped at any time: before it has a thread, too. */
final class Running {
    private final Execution message;
    private volatile Thread thread;
    private volatile boolean isStopped;

    Running(Execution message) {
        this.message = message;
    }

    Execution message() {
        return message;
    }

    Lease lease() {
        return new Lease(message.id(), message.lease());
    }

    /** It runs on the thread that calls this. */
    void begin() {
        thread = Thread.currentThread();
        if (isStopped) {
            thread.interrupt();
        }
    }

    void stop() {
        isStopped = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
