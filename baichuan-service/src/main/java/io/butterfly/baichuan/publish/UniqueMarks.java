package io.butterfly.baichuan.publish;

import static io.butterfly.baichuan.redis.Answers.isOne;

import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The steps on marks of equal messages, and on the message that has one. */
@Singleton
public final class UniqueMarks {
    private static final Script MARK = Script.load("publish/mark");
    private static final Script UNMARK = Script.load("publish/unmark");
    private static final Script MADE = Script.load("publish/made");
    private static final Script REWRITE = Script.load("publish/rewrite");

    private final RedisLink redis;
    private final Clock clock;

    UniqueMarks(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** The message takes the mark when no message has it, or only the one that may be replaced ('' for none). */
    UniqueMark mark(UniqueMark.Request request, String replaceable) {
        List<Object> answer = redis.call(
                MARK,
                List.of(Keys.unique(request.handler(), request.key())),
                Args.of(request.id(), replaceable, request.seconds(), request.flag()));
        if (answer.size() == 1) {
            return UniqueMark.OWN;
        }
        Answer mark = new Answer(answer);
        return new UniqueMark(mark.text(), Duration.ofMillis(mark.number()), mark.text());
    }

    /** Equal messages may be published again, if this one has the mark. */
    public CompletionStage<List<Object>> unmark(String handler, String key, String id) {
        return unmark(Keys.unique(handler, key), id);
    }

    /** @param key in Redis */
    public CompletionStage<List<Object>> unmark(String key, String id) {
        return redis.run(UNMARK, List.of(key), Args.of(id));
    }

    /** The marks of throttled messages stay from now on, although the messages go. */
    List<CompletionStage<List<Object>>> made(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.unique().mode() == Unique.Mode.THROTTLE)
                .map(draft -> redis.run(
                        MADE,
                        List.of(Keys.unique(draft.handler(), draft.unique().key())),
                        Args.of(draft.id())))
                .toList();
    }

    /**
     * A message that waits takes the draft's parameters and, when asked to, its due time. False when it waits no more.
     */
    boolean rewrite(String waiting, Draft draft, boolean isDueAnew) {
        long due = draft.options().due().after(clock.millis());
        Args args = Args.of(draft.params(), draft.origin().traceId(), isDueAnew ? due : "");
        boolean isWaiting = isOne(redis.call(REWRITE, List.of(Keys.message(waiting)), args));
        if (isWaiting && isDueAnew) { // one that is in the queue already stays there
            Answers.await(redis.commands().zaddIfThere(Keys.delayed(draft.handler()), due, waiting));
        }
        return isWaiting;
    }
}
