package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.redis.Keys;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What becomes of drafts that are published together, in order. A draft behind one that is equal to it, and whose
 * message is not there yet, has to come again: then it gets the answer that a later call gets.
 */
final class Admission {
    private final Map<String, Draft> admitted = new LinkedHashMap<>();
    private final Map<Draft, Published> answers = new IdentityHashMap<>();
    private final Set<String> comingMarks = new HashSet<>();
    private final Set<String> postponed = new HashSet<>();

    static String mark(Draft draft) {
        return Keys.unique(draft.handler(), draft.unique().key());
    }

    /** @param instead what is there instead of a draft, empty when it is to be published */
    void decide(Draft draft, Function<Draft, Optional<Published>> instead) {
        if (admitted.containsKey(draft.id())) {
            return; // it is answered like a repeated call
        }
        Optional<Published> answer =
                isBehindAnother(draft) ? Optional.of(Published.notYet(draft)) : instead.apply(draft);
        answer.ifPresentOrElse(there -> answers.put(draft, there), () -> admitted.put(draft.id(), draft));
        boolean isPostponed = answer.filter(Published::isNotYet).isPresent();
        if (isPostponed) {
            postponed.add(draft.id());
        }
        if (draft.isUnique() && (isPostponed || answer.isEmpty())) {
            comingMarks.add(mark(draft));
        }
    }

    private boolean isBehindAnother(Draft draft) {
        return postponed.contains(draft.id()) || draft.isUnique() && comingMarks.contains(mark(draft));
    }

    /** Those to be published, each id once. */
    List<Draft> admitted() {
        return List.copyOf(admitted.values());
    }

    /** What the others get; nothing for an id that came before. The caller adds to it what becomes of the admitted. */
    Map<Draft, Published> answers() {
        return answers;
    }
}
