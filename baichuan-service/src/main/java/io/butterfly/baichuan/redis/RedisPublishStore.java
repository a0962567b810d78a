package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.ExistingMessage;
import io.butterfly.baichuan.publish.Position;
import io.butterfly.baichuan.publish.PublishStore;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.publish.UniqueMark;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ZAddArgs;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Publishing, step by step: {@code announce.lua}, {@code create.lua}, {@code enqueue.lua}; in one go where Redis allows
 * it: {@code publish.lua}.
 */
@Singleton
final class RedisPublishStore implements PublishStore {
    private static final Script ANNOUNCE = Script.load("announce");
    private static final Script CREATE = Script.load("create");
    private static final Script ENQUEUE = Script.load("enqueue", "groups", "places");
    private static final Script PUBLISH =
            Script.ofSteps("publish", List.of("announce"), List.of("create"), List.of("groups", "places", "enqueue"));
    private static final int MOST_IN_ONE_GO = 200;
    private static final Script MARK = Script.load("mark");
    private static final Script LOST = Script.ofSteps("lost", List.of("nowhere"));
    private static final int LONGEST_SEARCHED = 20_000;
    private static final String[] KNOWN = {
        "status", "origin", "data", "rewritten", "restart", "enqueued_at", "max_attempts"
    };
    private static final Script UNMARK = Script.load("unmark");
    private static final Script MADE = Script.load("made");
    private static final Script REWRITE = Script.load("rewrite");
    private static final long CREATE_WITHIN_MILLIS = ANNOUNCED.toMillis() / 2;

    private final RedisLink redis;
    private final Clock clock;

    RedisPublishStore(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Map<String, ExistingMessage> find(List<String> ids) {
        List<List<KeyValue<String, byte[]>>> hashes = RedisLink.await(ids.stream()
                .map(id -> redis.commands().hmget(Keys.message(id), KNOWN))
                .toList());
        Map<String, ExistingMessage> found = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Fields fields = Fields.of(hashes.get(i));
            if (fields.bytes().containsKey("status") && fields.bytes().containsKey("origin")) {
                found.put(ids.get(i), fields.known());
            }
        }
        return found;
    }

    @Override
    public List<Draft> lost(List<Draft> drafts) {
        Map<String, List<Draft>> byHandler = by(Draft::handler, drafts);
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        byHandler.forEach((handler, ofHandler) -> answers.add(redis.run(
                LOST,
                Keys.everywhere(handler),
                Args.of(LONGEST_SEARCHED).add(ofHandler.stream().map(Draft::id).toArray()))));
        Iterator<List<Object>> said = RedisLink.await(answers).iterator();
        List<Draft> lost = new ArrayList<>();
        byHandler.values().forEach(ofHandler -> {
            List<Object> ofIds = said.next();
            IntStream.range(0, ofHandler.size())
                    .filter(i -> Answers.number(ofIds.get(i)) == 1)
                    .forEach(i -> lost.add(ofHandler.get(i)));
        });
        return lost;
    }

    @Override
    public UniqueMark mark(UniqueMark.Wish wish, String replaceable) {
        List<Object> said = redis.call(
                MARK,
                List.of(Keys.unique(wish.handler(), wish.key())),
                Args.of(wish.id(), replaceable, wish.seconds(), wish.word()));
        return said.size() == 1
                ? new UniqueMark("", Duration.ZERO, "")
                : new UniqueMark(
                        Answers.text(said.get(0)),
                        Duration.ofMillis(Answers.number(said.get(1))),
                        Answers.text(said.get(2)));
    }

    @Override
    public void unmark(UniqueMark.Wish wish) {
        redis.call(UNMARK, List.of(Keys.unique(wish.handler(), wish.key())), Args.of(wish.id()));
    }

    @Override
    public boolean rewrite(String waiting, Draft draft, boolean isDueAnew) {
        long due = draft.options().due().after(clock.millis());
        Args args = Args.of(draft.params(), draft.origin().traceId(), isDueAnew ? due : "");
        boolean isWaiting = Answers.number(redis.call(REWRITE, List.of(Keys.message(waiting)), args)
                        .getFirst())
                == 1;
        if (isWaiting && isDueAnew) { // one that is in the queue already stays there
            RedisLink.await(redis.commands()
                    .zadd(
                            Keys.delayed(draft.handler()),
                            ZAddArgs.Builder.xx(),
                            (double) due,
                            waiting.getBytes(StandardCharsets.UTF_8)));
        }
        return isWaiting;
    }

    @Override
    public Optional<List<Optional<Status>>> publish(List<Draft> drafts) {
        if (redis.isOneServer() && drafts.stream().allMatch(Draft::isTimeless)) {
            return Optional.of(publishInOneGo(drafts));
        }
        long announced = announce(drafts);
        Optional<List<Optional<Status>>> found = create(drafts, announced);
        if (found.isPresent()) {
            enqueue(drafts, announced);
        }
        return found;
    }

    private List<Optional<Status>> publishInOneGo(List<Draft> drafts) {
        List<CompletionStage<Long>> notes = new ArrayList<>();
        drafts.forEach(draft -> note(draft, notes));
        String now = UtcText.now(clock);
        List<List<Draft>> goes = new ArrayList<>();
        by(Draft::handler, drafts).values().forEach(ofHandler -> {
            for (int from = 0; from < ofHandler.size(); from += MOST_IN_ONE_GO) {
                goes.add(owingFirst(ofHandler.subList(from, Math.min(ofHandler.size(), from + MOST_IN_ONE_GO))));
            }
        });
        List<List<Object>> answers =
                RedisLink.await(goes.stream().map(go -> publishInOneGo(go, now)).toList());
        RedisLink.await(notes);
        RedisLink.await(made(drafts));
        Map<String, Optional<Status>> found = HashMap.newHashMap(drafts.size());
        for (int i = 0; i < goes.size(); i++) {
            for (int k = 0; k < goes.get(i).size(); k++) {
                found.put(goes.get(i).get(k).id(), status(answers.get(i).get(k)));
            }
        }
        return drafts.stream().map(draft -> found.get(draft.id())).toList();
    }

    private CompletionStage<List<Object>> publishInOneGo(List<Draft> drafts, String now) {
        String handler = drafts.getFirst().handler();
        List<String> keys = new ArrayList<>(Keys.toEnqueue(handler));
        keys.addAll(List.of(Keys.ending(handler), Keys.QUEUES));
        Args args = Args.of(drafts.stream().filter(Draft::owesOnFinish).count(), CREATE_WITHIN_MILLIS);
        drafts.forEach(draft -> {
            keys.add(Keys.message(draft.id()));
            args.add(NewHash.of(draft, now, 0));
        });
        drafts.forEach(draft -> args.add(draft.id()));
        return redis.run(PUBLISH, keys, args);
    }

    private static List<Draft> owingFirst(List<Draft> drafts) {
        return drafts.stream()
                .sorted(Comparator.comparing(draft -> !draft.owesOnFinish()))
                .toList();
    }

    private static Optional<Status> status(Object word) {
        return Optional.of(Answers.text(word)).filter(text -> !text.isEmpty()).map(Status::of);
    }

    @Override
    public long announce(List<Draft> drafts) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        List<CompletionStage<Long>> queues = new ArrayList<>();
        drafts.forEach(draft -> note(draft, queues));
        by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
            queues.add(redis.commands().sadd(Keys.QUEUES, Keys.queue(handler).getBytes(StandardCharsets.UTF_8)));
            List<String> owing = ofHandler.stream()
                    .filter(Draft::owesOnFinish)
                    .map(Draft::id)
                    .toList();
            List<String> others = ofHandler.stream()
                    .filter(draft -> !draft.owesOnFinish())
                    .map(Draft::id)
                    .toList();
            Args args = Args.of(owing.size()).add(owing.toArray()).add(others.toArray());
            answers.add(redis.run(ANNOUNCE, List.of(Keys.pending(handler), Keys.ending(handler)), args));
        });
        RedisLink.await(queues);
        return RedisLink.await(answers).stream()
                .map(List::getFirst)
                .mapToLong(Answers::number)
                .min()
                .orElseThrow();
    }

    @Override
    public Optional<List<Optional<Status>>> create(List<Draft> drafts, long announced) {
        String now = UtcText.now(clock);
        List<String> keys =
                drafts.stream().map(draft -> Keys.message(draft.id())).toList();
        List<Object> statuses = redis.each(
                CREATE,
                keys,
                Args.of(announced, CREATE_WITHIN_MILLIS),
                place -> NewHash.of(drafts.get(place), now, announced));
        if (statuses.contains(null)) {
            return Optional.empty();
        }
        return Optional.of(statuses.stream().map(RedisPublishStore::status).toList());
    }

    /** What the index must know beside the id; recovery judges by the hash, so this clock need not be exact. */
    private void note(Draft draft, List<CompletionStage<Long>> answers) {
        Position place = draft.options().place();
        if (place != Position.BACK) {
            answers.add(redis.commands()
                    .hset(
                            Keys.place(draft.handler()),
                            Map.of(draft.id(), place.code().getBytes(StandardCharsets.UTF_8))));
        }
        if (place instanceof Position.Urgent || place instanceof Position.Grouped) {
            answers.add(redis.commands().hset(Keys.rules(draft.handler()), Map.of("ordered", new byte[] {'1'})));
        }
        if (draft.options().ttl() > 0) {
            long deadline = clock.millis() + draft.options().ttl() * 1000L;
            answers.add(redis.commands()
                    .zadd(
                            Keys.expiring(draft.handler()),
                            (double) deadline,
                            draft.id().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void enqueue(List<Draft> drafts, long announced) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
            Args args = new Args();
            ofHandler.forEach(
                    draft -> args.add(draft.id(), draft.options().due().after(announced)));
            answers.add(redis.run(ENQUEUE, Keys.toEnqueue(handler), args));
        });
        answers.addAll(made(drafts));
        RedisLink.await(answers);
    }

    /** Throttled messages' marks stay from now on, although the messages go. */
    private List<CompletionStage<List<Object>>> made(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.unique().mode() == Unique.Mode.THROTTLE)
                .map(draft -> redis.run(
                        MADE,
                        List.of(Keys.unique(draft.handler(), draft.unique().key())),
                        Args.of(draft.id())))
                .toList();
    }
}
