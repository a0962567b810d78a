package io.butterfly.baichuan.finish;

import io.butterfly.api.Stat;
import java.util.ArrayList;
import java.util.List;

/** The hash's answer to one who presents a lease: what was written, or why nothing was. */
public sealed interface Judged<T> {
    record Accepted<T>(T written) implements Judged<T> {}

    record Refused<T>(Stat stat) implements Judged<T> {}

    /**
     * The message wants its handler to be asked again, after so many retries and with this pause (s) before the first.
     */
    record Postponed<T>(int retries, int backoff) implements Judged<T> {}

    static <T> List<T> accepted(List<Judged<T>> judged) {
        List<T> accepted = new ArrayList<>();
        for (Judged<T> one : judged) {
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
