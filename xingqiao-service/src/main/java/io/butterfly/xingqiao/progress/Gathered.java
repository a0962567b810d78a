package io.butterfly.xingqiao.progress;

/**
 * What several turns leave to be published, gathered to be published together: and some of it as soon as memory should
 * not hold more. It is there whatever becomes of a later turn.
 */
public final class Gathered {
    private final Turns turns;
    private Outgoing outgoing = Outgoing.NOTHING;
    private boolean isAllPublished = true;

    public Gathered(Turns turns) {
        this.turns = turns;
    }

    public void add(Outgoing more) {
        outgoing = outgoing.and(more);
        if (outgoing.isLarge()) {
            publish();
        }
    }

    /** Returns whether all that was added so far has been published. */
    public boolean publish() {
        Outgoing next = outgoing;
        outgoing = Outgoing.NOTHING;
        isAllPublished &= turns.publish(next);
        return isAllPublished;
    }
}
