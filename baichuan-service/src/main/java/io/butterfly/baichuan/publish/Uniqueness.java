package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a message that is to be unique is published, by the mark and by how its holder stands. */
final class Uniqueness {
  /** A holder without a hash is being published, until this long after it took the mark. */
  private static final Duration BEING_PUBLISHED = Duration.ofSeconds(10);
  private static final int MAX_TRIES = 5;

  private final PublishStore store;

  Uniqueness(PublishStore store) {
    this.store = store;
  }

  /** What is there instead; empty when the draft is to be published. */
  Optional<Published> instead(Draft draft) {
    Mark mark = new Mark("", Duration.ZERO, false);
    String replaceable = "";
    for (int i = 0; i < MAX_TRIES; i++) {
      mark = store.mark(draft, replaceable);
      if (mark.isOwn()) {
        return Optional.empty();
      }
      Known holder = store.find(List.of(mark.holder())).get(mark.holder());
      if (isFree(draft.unique(), mark, holder)) {
        replaceable = mark.holder();
      } else if (!isRewritable(draft.unique(), holder)) {
        return Optional.of(equal(mark.holder(), holder, "an equal message is under way"));
      } else if (store.rewrite(mark.holder(), draft, draft.unique().mode() == Unique.Mode.DEBOUNCE)) {
        return Optional.of(equal(mark.holder(), holder, "an equal message was waiting: it has these params now"));
      }
    }
    return Optional.of(equal(mark.holder(), null, "an equal message is under way"));
  }

  /** Whether the holder has lost its right. */
  private static boolean isFree(Unique unique, Mark mark, Known holder) {
    if (holder == null) {
      return !mark.isMade() && mark.since().compareTo(BEING_PUBLISHED) > 0;
    }
    return unique.mode() != Unique.Mode.THROTTLE && isFree(unique, holder);
  }

  private static boolean isFree(Unique unique, Known holder) {
    return holder.status().isEnded() || holder.status() == Status.STARTED && unique.mode() != Unique.Mode.REJECT;
  }

  private static boolean isRewritable(Unique unique, Known holder) {
    return holder != null && holder.status() == Status.QUEUED && (unique.mode() == Unique.Mode.REPLACE || unique.mode() == Unique.Mode.DEBOUNCE);
  }

  private static Published equal(String id, Known holder, String note) {
    return new Published(id, Published.Kind.THERE, Optional.ofNullable(holder).map(Known::status), note);
  }
}
