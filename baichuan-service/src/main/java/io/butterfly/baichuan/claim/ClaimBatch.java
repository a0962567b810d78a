package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.message.Execution;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The messages of one claim: as many as are wanted, and not much more than 4 MB of parameters, whose size is known only
 * when they have been read.
 */
final class ClaimBatch {
    static final long MAX_LENGTH = 4 << 20;
    private static final int MANY = 500;

    private final int limit;
    private final List<Execution> executions = new ArrayList<>();
    private long length;

    ClaimBatch(int limit) {
        this.limit = limit;
    }

    void add(List<Execution> more) {
        executions.addAll(more);
        more.forEach(message -> length += message.params().length());
    }

    int room() {
        return limit - executions.size();
    }

    /** How much more of parameters fits, in characters. */
    long lengthLeft() {
        return MAX_LENGTH - length;
    }

    boolean isFull() {
        return room() <= 0 || length >= MAX_LENGTH;
    }

    boolean isEmpty() {
        return executions.isEmpty();
    }

    long length() {
        return length;
    }

    /** So few to begin with; then as many as should fit, by the size of those before. */
    List<String> nextOf(Deque<String> ids, int few) {
        long count = executions.isEmpty() ? few : (MAX_LENGTH - length) / Math.max(1, length / executions.size());
        List<String> next = new ArrayList<>();
        for (long left = Math.clamp(count, 1, MANY); left > 0 && !ids.isEmpty(); left--) {
            next.add(ids.poll());
        }
        return next;
    }

    List<Execution> executions() {
        return executions;
    }
}
