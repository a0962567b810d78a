package io.butterfly.xingqiao.progress;

import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a task that is about to start. */
sealed interface TaskParams {
    /** Characters. BaiChuan takes as many bytes in a message, and refuses what is longer in UTF-8. */
    int MOST = 1 << 20;

    /**
     * What the parameters of one task are made of.
     *
     * @param params preset ones
     * @param requires names to collect when there are none
     * @param extra the task's own source of values
     * @param replies of its dependencies, in the order of {@code dependencies}; they need not fit in memory together
     * @param own values that only this start has: the item of its list, how the job went
     */
    record Input(
            Optional<RawJson> params,
            List<String> requires,
            RawJson extra,
            Iterable<RawJson> replies,
            Map<String, RawJson> own) {}

    record Complete(RawJson params) implements TaskParams {}

    /** The task cannot start: these of its {@code requires} have no value anywhere. */
    record Incomplete(List<String> missing) implements TaskParams {}

    /** The task cannot start: no message holds so much. */
    record TooLarge() implements TaskParams {}

    /**
     * What the start has of its own wins over a dependency's reply, that over the task's extra, that over the job's;
     * only top-level members count.
     */
    static TaskParams of(Input input, RawJson jobExtra) {
        if (input.params().isPresent()) {
            return input.params().get().text().length() > MOST
                    ? new TooLarge()
                    : new Complete(input.params().get());
        }
        if (input.requires().isEmpty()) {
            return new Complete(RawJson.EMPTY_OBJECT);
        }
        Collected values = new Collected(input.requires());
        values.addMembers(jobExtra);
        values.addMembers(input.extra());
        for (RawJson reply : input.replies()) {
            values.addReply(reply);
            if (values.isTooLarge()) {
                return new TooLarge();
            }
        }
        values.addReplies();
        input.own().forEach(values::add);
        return values.params();
    }

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
                characters += value.text().length()
                        - (before == null ? 0 : before.text().length());
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
            return characters + replies.length() > MOST;
        }

        TaskParams params() {
            List<String> missing =
                    names.stream().filter(name -> !values.containsKey(name)).toList();
            if (!missing.isEmpty()) {
                return new Incomplete(missing);
            }
            return characters > MOST ? new TooLarge() : new Complete(JsonMembers.object(values));
        }
    }
}
