package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
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

    UniqueMarks(RedisLink redis) {
        this.redis = redis;
    }

    /** The message takes the mark when no message has it, or only the one that may be replaced ('' for none). */
    UniqueMark mark(UniqueMark.Request request, String replaceable) {
        return read(Answers.await(send(request, replaceable)));
    }

    /** Each message takes its mark when no message has it. */
    List<UniqueMark> mark(List<UniqueMark.Request> requests) {
        return Answers.await(requests.stream().map(request -> send(request, "")).toList()).stream()
                .map(UniqueMarks::read)
                .toList();
    }

    private CompletionStage<List<Object>> send(UniqueMark.Request request, String replaceable) {
        return redis.run(
                MARK,
                List.of(Keys.unique(request.handler(), request.key())),
                Args.of(request.id(), replaceable, request.seconds(), request.flag()));
    }

    private static UniqueMark read(List<Object> answer) {
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
        DueTime due = draft.options().due();
        Args args = Args.of(
                draft.params(), draft.origin().traceId(), isDueAnew ? due.millis() : "", due.isTime() ? "at" : "in");
        List<Object> answer = redis.call(REWRITE, List.of(Keys.message(waiting)), args);
        if (answer.isEmpty()) {
            return false;
        }
        if (isDueAnew) { // one that is in the queue already stays there
            long time = Answers.number(answer.getFirst());
            Answers.await(redis.commands().zaddIfThere(Keys.delayed(draft.handler()), time, waiting));
        }
        return true;
    }
}
