package io.butterfly.baichuan.audit;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.publish.UniqueMarks;
import io.butterfly.baichuan.queue.Groups;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Scan;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Checks what stands beside the indexes of ids: noted places, groups, and marks of equal messages. */
@Singleton
final class SideAudit {
    private static final int STEP = 500;
    private static final int MOST_STRAYS = 5_000; // of one group; the next audit finds the others
    private static final long YOUNG_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final String[] HOLDER = {"origin", "status", "unique_key", "ended_at"};

    private final RedisLink redis;
    private final AuditSteps steps;
    private final Groups groups;
    private final UniqueMarks uniqueMarks;
    private final Clock clock;

    SideAudit(RedisLink redis, AuditSteps steps, Groups groups, UniqueMarks uniqueMarks, Clock clock) {
        this.redis = redis;
        this.steps = steps;
        this.groups = groups;
        this.uniqueMarks = uniqueMarks;
        this.clock = clock;
    }

    /** Looks at noted places of some handlers; it reports what it finds, and repairs it at once when asked to. */
    void lookAtPlaces(Collection<String> handlers, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        List<CompletionStage<Long>> sizes = new ArrayList<>();
        handlers.forEach(handler -> sizes.add(redis.commands().hlen(Keys.place(handler))));
        List<Long> noted = await(sizes);
        List<String> named = List.copyOf(handlers);
        IntStream.range(0, named.size())
                .filter(i -> noted.get(i) > 0)
                .forEach(i -> places(named.get(i), isRepairing, found));
    }

    /** Looks at all groups and marks, in the same way. */
    void look(boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        steps.eachKey(Keys.all("group"), keys -> keys.forEach(key -> group(key, isRepairing, found)));
        steps.eachKey(Keys.all("running"), keys -> keys.forEach(key -> group(key, isRepairing, found)));
        steps.eachKey(Keys.all("unique"), keys -> marks(keys, isRepairing, found));
    }

    private void places(String handler, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        Scan.fields(redis, Keys.place(handler), STEP, places -> {
            List<String> suspects = steps.withoutMessage(handler, List.copyOf(places.keySet()));
            List<String> strays = steps.withoutMessage(handler, unannounced(handler, suspects));
            found.accept(Fault.PLACE_STRAY, strays);
            if (isRepairing && !strays.isEmpty()) {
                await(redis.commands().hdel(Keys.place(handler), strays.toArray(String[]::new)));
            }
            return true;
        });
    }

    /** A place is noted before its message exists, which its announcement explains. */
    private List<String> unannounced(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return ids;
        }
        List<Boolean> announced = await(redis.commands().zcontains(Keys.pending(handler), ids));
        return IntStream.range(0, ids.size())
                .filter(i -> !announced.get(i))
                .mapToObj(ids::get)
                .toList();
    }

    /**
     * A group is seen twice when it has both waiting and running messages; each fault is reported once, at the key that
     * it concerns.
     */
    private void group(String key, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        String handler = Keys.inBraces(key);
        String group = Keys.afterBraces(key);
        if (group.isEmpty()) {
            return; // how many wait in all groups together
        }
        boolean isList = key.equals(Keys.group(handler, group));
        List<String> strays = new ArrayList<>();
        if (isList) {
            steps.eachQueued(key, ids -> steps.withoutMessage(handler, ids).stream()
                    .limit(MOST_STRAYS - strays.size())
                    .forEach(strays::add));
            found.accept(Fault.GROUP_STRAY, strays);
        }
        Groups.State state = await(groups.look(handler, group, isRepairing, strays));
        if (isList && state.isStuck()) {
            found.accept(Fault.GROUP_STUCK, List.of(group));
        }
        if (!isList || isRepairing) { // repairing lets them go at the first look
            found.accept(Fault.RUNNING_STRAY, state.strays());
        }
    }

    private void marks(List<String> keys, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        List<String[]> marks = await(
                        keys.stream().map(key -> redis.commands().get(key)).toList())
                .stream()
                .map(value -> value.split(" "))
                .toList();
        List<Map<String, byte[]>> holders = await(marks.stream()
                .map(mark -> redis.commands().hmget(Keys.message(mark[0]), HOLDER))
                .toList());
        for (int i = 0; i < keys.size(); i++) {
            String holder = marks.get(i)[0];
            if (isStray(marks.get(i), new MessageFields(holders.get(i)))) {
                found.accept(Fault.MARK_STRAY, List.of(holder));
                if (isRepairing) {
                    await(uniqueMarks.unmark(keys.get(i), holder));
                }
            }
        }
    }

    /** @param mark holder, since when (ms), and perhaps a flag; with {@code made} it stays although its message goes */
    private boolean isStray(String[] mark, MessageFields holder) {
        long young = clock.millis() - YOUNG_MILLIS;
        boolean isMade = mark.length > 2 && mark[2].equals("made");
        if (mark.length < 2 || isMade || !mark[1].matches("[0-9]{1,15}") || Long.parseLong(mark[1]) > young) {
            return false;
        }
        if (!holder.has("origin")) {
            return true;
        }
        boolean hasEnded = holder.has("status") && holder.status().isEnded();
        return hasEnded && holder.has("unique_key") && holder.time("ended_at") < young;
    }
}
