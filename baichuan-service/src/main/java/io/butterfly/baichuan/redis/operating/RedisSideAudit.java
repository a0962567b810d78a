package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.audit.Fault;
import io.butterfly.baichuan.audit.SideAudit;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanCursor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Reads places by {@code HSCAN}, groups and marks by {@code SCAN}; {@code regroup.lua} and {@code unmark.lua} repair.
 */
@Singleton
final class RedisSideAudit implements SideAudit {
    static final Script REGROUP = Script.load("regroup", "groups");
    private static final Script UNMARK = Script.load("unmark");
    private static final int MOST_STRAYS = 5_000; // of one group; the next audit finds the others
    private static final long YOUNG_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final String[] HOLDER = {"origin", "status", "unique_key", "ended_at"};

    private final RedisLink redis;
    private final RedisAudit audit;
    private final Clock clock;

    RedisSideAudit(RedisLink redis, RedisAudit audit, Clock clock) {
        this.redis = redis;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void lookAtPlaces(Collection<String> handlers, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        List<CompletionStage<Long>> sizes = new ArrayList<>();
        handlers.forEach(handler -> sizes.add(redis.commands().hlen(Keys.place(handler))));
        List<Long> noted = RedisLink.await(sizes);
        List<String> named = List.copyOf(handlers);
        IntStream.range(0, named.size())
                .filter(i -> noted.get(i) > 0)
                .forEach(i -> places(named.get(i), isRepairing, found));
    }

    @Override
    public void look(boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        audit.eachKey(Keys.all("group"), keys -> keys.forEach(key -> group(key, isRepairing, found)));
        audit.eachKey(Keys.all("running"), keys -> keys.forEach(key -> group(key, isRepairing, found)));
        audit.eachKey(Keys.all("unique"), keys -> marks(keys, isRepairing, found));
    }

    private void places(String handler, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            MapScanCursor<String, byte[]> step =
                    RedisLink.await(redis.commands().hscan(Keys.place(handler), cursor));
            List<String> strays = audit.withoutMessage(
                    handler,
                    unannounced(
                            handler,
                            audit.withoutMessage(
                                    handler, List.copyOf(step.getMap().keySet()))));
            found.accept(Fault.PLACE_STRAY, strays);
            if (isRepairing && !strays.isEmpty()) {
                RedisLink.await(redis.commands().hdel(Keys.place(handler), strays.toArray(String[]::new)));
            }
            cursor = step;
        } while (!cursor.isFinished());
    }

    /** A place is noted before its message exists, which its announcement explains. */
    private List<String> unannounced(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return ids;
        }
        List<Double> announced =
                RedisLink.await(redis.commands().zmscore(Keys.pending(handler), RedisAudit.bytes(ids)));
        return IntStream.range(0, ids.size())
                .filter(i -> announced.get(i) == null)
                .mapToObj(ids::get)
                .toList();
    }

    /**
     * A group is seen twice when it has both waiting and running messages; what it tells is told once, by the key that
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
            audit.eachQueued(key, ids -> audit.withoutMessage(handler, ids).stream()
                    .limit(MOST_STRAYS - strays.size())
                    .forEach(strays::add));
            found.accept(Fault.GROUP_STRAY, strays);
        }
        Args args = Args.of(group, isRepairing ? 1 : 0).add(strays.toArray());
        List<Object> told = redis.call(REGROUP, Keys.places(handler, Keys.wip(handler), Keys.lease(handler)), args);
        if (isList && Answers.number(told.getFirst()) == 1) {
            found.accept(Fault.GROUP_STUCK, List.of(group));
        }
        List<String> running = Answers.texts(told.getLast());
        if (!isList || isRepairing) { // repairing lets them go at the first look
            found.accept(Fault.RUNNING_STRAY, running);
        }
    }

    private void marks(List<String> keys, boolean isRepairing, BiConsumer<Fault, List<String>> found) {
        List<CompletionStage<byte[]>> values = new ArrayList<>();
        keys.forEach(key -> values.add(redis.commands().get(key)));
        List<String[]> marks = RedisLink.await(values).stream()
                .map(value -> Answers.text(value).split(" "))
                .toList();
        List<CompletionStage<List<KeyValue<String, byte[]>>>> hashes = new ArrayList<>();
        marks.forEach(mark -> hashes.add(redis.commands().hmget(Keys.message(mark[0]), HOLDER)));
        List<List<KeyValue<String, byte[]>>> holders = RedisLink.await(hashes);
        for (int i = 0; i < keys.size(); i++) {
            if (isStray(marks.get(i), holders.get(i))) {
                found.accept(Fault.MARK_STRAY, List.of(marks.get(i)[0]));
                if (isRepairing) {
                    redis.call(UNMARK, List.of(keys.get(i)), Args.of(marks.get(i)[0]));
                }
            }
        }
    }

    /** @param mark holder, since when (ms), and perhaps a word; with {@code made} it stays although its message goes */
    private boolean isStray(String[] mark, List<KeyValue<String, byte[]>> holder) {
        long young = clock.millis() - YOUNG_MILLIS;
        boolean isMade = mark.length > 2 && mark[2].equals("made");
        if (mark.length < 2 || isMade || !mark[1].matches("[0-9]{1,15}") || Long.parseLong(mark[1]) > young) {
            return false;
        }
        if (!holder.get(0).hasValue()) {
            return true;
        }
        boolean isOver = holder.get(1).hasValue()
                && Status.of(Answers.text(holder.get(1).getValue())).isEnded()
                && holder.get(2).hasValue();
        return isOver
                && UtcText.parse(Answers.text(holder.get(3).getValueOrElse(null)))
                        .map(end -> end.toEpochMilli() < young)
                        .orElse(true);
    }
}
