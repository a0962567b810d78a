package io.butterfly.xingqiao.decision;

import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one start of a task ended.
 *
 * @param stat what the handler answered, or why it never did
 * @param reply the handler's whole reply
 * @param cost seconds
 */
public record Outcome(String stat, Optional<RawJson> reply, double cost) {
    /** Characters of JSON text. A larger result belongs elsewhere, with a reply that says where. */
    public static final int MAX_REPLY = 1 << 20;

    boolean isOk() {
        return Stat.OK.name().equals(stat) && reply.isPresent();
    }

    boolean isTooLarge() {
        return reply.filter(it -> it.text().length() > MAX_REPLY).isPresent();
    }

    /** Whether each of the names is a top-level member of the reply. */
    boolean provides(List<String> names) {
        return names.isEmpty()
                || JsonMembers.pick(reply.orElseThrow(), Set.copyOf(names)).size() == names.size();
    }
}
