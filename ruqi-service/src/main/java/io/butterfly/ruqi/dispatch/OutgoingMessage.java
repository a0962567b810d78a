package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.policy.PolicyText;
import java.time.Instant;

/** A message on its way to BaiChuan. One thread at a time has it. */
final class OutgoingMessage {
    final FiringMessage message;
    final Instant since;
    /** Whether it may have been published although BaiChuan did not confirm it; a former owner may have tried. */
    boolean mayBeThere;
    /** Why the last try failed. */
    String reason = "";

    OutgoingMessage(FiringMessage message, Instant since) {
        this.message = message;
        this.since = since;
        this.mayBeThere = message.firing().attempt() > 1;
    }

    Firing firing() {
        return message.firing();
    }

    void failed(String why, boolean mayHaveArrived) {
        reason = why;
        mayBeThere |= mayHaveArrived;
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(since.plus(firing().policies().execution().dispatchTimeout()));
    }

    String tried() {
        return reason + ", tried for "
                + PolicyText.inSeconds(firing().policies().execution().dispatchTimeout()) + " s";
    }

    /** Roughly its size in a batch. */
    int length() {
        return firing().cmd().length();
    }
}
