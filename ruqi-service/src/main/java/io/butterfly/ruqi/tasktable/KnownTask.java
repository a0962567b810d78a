package io.butterfly.ruqi.tasktable;

import java.util.Optional;

/**
 * What the loop has made of a row.
 *
 * @param started as what it was started; empty when it does not run
 * @param report what the row's {@code extra} says against it
 */
public record KnownTask(Optional<Started> started, Optional<String> report) {
    static final KnownTask NEW = new KnownTask(Optional.empty(), Optional.empty());

    /**
     * @param trigger of the job
     * @param rule of the job, as it was given
     */
    public record Started(String trigger, String rule) {
        boolean isDate() {
            return trigger.equals("date");
        }
    }

    KnownTask startedAs(Started as) {
        return new KnownTask(Optional.of(as), report);
    }

    KnownTask stopped() {
        return new KnownTask(Optional.empty(), report);
    }

    KnownTask reported(String text) {
        return new KnownTask(started, Optional.of(text));
    }

    KnownTask withoutReport() {
        return new KnownTask(started, Optional.empty());
    }
}
