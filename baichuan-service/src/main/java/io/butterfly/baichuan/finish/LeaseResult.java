package io.butterfly.baichuan.finish;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.redis.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The hash's answer to a holder that presents its lease: what was written, or why nothing was. */
public sealed interface LeaseResult<T> {
    record Accepted<T>(T written) implements LeaseResult<T> {}

    record Refused<T>(Stat stat) implements LeaseResult<T> {}

    /** The message is to be executed again: it has had so many retries, and this pause (s) before the first of them. */
    record Postponed<T>(int retries, int backoff) implements LeaseResult<T> {}

    /** @param accepted reads what the script says of a message whose lease holds */
    static <T> LeaseResult<T> of(Answer answer, Function<Answer, T> accepted) {
        String word = answer.text();
        if (word.equals("RETRY")) {
            return new Postponed<>(answer.count(), answer.count());
        }
        Stat stat = Stat.valueOf(word);
        return stat == Stat.OK ? new Accepted<>(accepted.apply(answer)) : new Refused<>(stat);
    }

    static <T> List<T> accepted(List<LeaseResult<T>> judged) {
        List<T> accepted = new ArrayList<>();
        for (LeaseResult<T> one : judged) {
            if (one instanceof Accepted<T>(T written)) {
                accepted.add(written);
            }
        }
        return accepted;
    }

    /** As a worker gets it. */
    default Stat stat() {
        return switch (this) {
            case Accepted<T> accepted -> Stat.OK;
            case Postponed<T> postponed -> Stat.OK;
            case Refused<T>(Stat stat) -> stat;
        };
    }
}
