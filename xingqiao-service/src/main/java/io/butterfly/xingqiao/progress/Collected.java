package io.butterfly.xingqiao.progress;

import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of the required names so far. Of what was looked through only those are kept. */
final class Collected {
    private final Set<String> names;
    private final Map<String, RawJson> values = new LinkedHashMap<>();
    private final StringBuilder replies = new StringBuilder();
    private long characters;

    Collected(List<String> names) {
        this.names = new LinkedHashSet<>(names);
    }

    /** These win over what is there. */
    void addMembers(RawJson source) {
        JsonMembers.pick(source, names).forEach(this::add);
    }

    void add(String name, RawJson value) {
        if (names.contains(name)) {
            RawJson before = values.put(name, value);
            characters +=
                    value.text().length() - (before == null ? 0 : before.text().length());
        }
    }

    void addReply(RawJson reply) {
        addMembers(reply);
        if (names.contains(Dag.ALL_TASKDATA)) {
            replies.append(replies.isEmpty() ? "" : ",").append(reply.text());
        }
    }

    /** All replies together, as one value of their own. */
    void addReplies() {
        add(Dag.ALL_TASKDATA, new RawJson("[" + replies + "]"));
    }

    boolean isTooLarge() {
        return characters + replies.length() > TaskParams.MOST;
    }

    TaskParams params() {
        List<String> missing =
                names.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            return new TaskParams.Incomplete(missing);
        }
        return characters > TaskParams.MOST
                ? new TaskParams.TooLarge()
                : new TaskParams.Complete(JsonMembers.object(values));
    }
}
