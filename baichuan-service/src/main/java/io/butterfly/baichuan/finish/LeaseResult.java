package io.butterfly.baichuan.finish;

import io.butterfly.api.Stat;
import java.util.ArrayList;
import java.util.List;

/** The hash's answer to one who presents a lease: what was written, or why nothing was. */
public sealed interface LeaseResult<T> {
    record Accepted<T>(T written) implements LeaseResult<T> {}

    record Refused<T>(Stat stat) implements LeaseResult<T> {}

    /**
     * The message wants its handler to be asked again, after so many retries and with this pause (s) before the first.
     */
    record Postponed<T>(int retries, int backoff) implements LeaseResult<T> {}

    static <T> List<T> accepted(List<LeaseResult<T>> judged) {
        List<T> accepted = new ArrayList<>();
        for (LeaseResult<T> one : judged) {
            if (one instanceof Accepted<T>(T written)) {
                accepted.add(written);
            }
        }
        return accepted;
    }

    /** As a worker hears it. */
    default Stat stat() {
        return switch (this) {
            case Accepted<T> accepted -> Stat.OK;
            case Postponed<T> postponed -> Stat.OK;
            case Refused<T>(Stat stat) -> stat;
        };
    }
}
