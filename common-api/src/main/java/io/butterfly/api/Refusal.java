package io.butterfly.api;

/**
 * A call that is answered with a code other than {@code OK}. The message is for a person: it names the thing, its id
 * and what to do, and holds nothing internal. Thrown by use cases, turned into a {@link Reply} at the edge; it has no
 * stack trace, because it is no surprise.
 */
public class Refusal extends RuntimeException {
    private final Stat stat;

    public Refusal(Stat stat, String message) {
        super(message, null, false, false);
        this.stat = stat;
    }

    public Stat stat() {
        return stat;
    }

    /** The members that go beside {@code stat} and {@code message}; most refusals have none. */
    public Reply reply() {
        return Reply.refused(stat, getMessage());
    }
}
