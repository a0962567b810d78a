package io.butterfly.changes;

import java.util.Objects;

/**
 * One call that may have changed something.
 *
 * @param at Unix milliseconds of its end
 * @param call its path
 * @param object the id or name that it was about, empty when its parameters have none
 * @param params as JSON, without secrets, cut when they are long
 * @param before what of the object the call has changed, as it was, in the same form; empty when there was no object
 * @param stat how it ended
 * @param reqid of the request, as log lines have it; a message's id when it came through the queue
 */
public record Change(
        long at, By by, String call, String object, String params, String before, String stat, String reqid) {
    /** An entry of an earlier version has no {@code before}. */
    public Change {
        before = Objects.requireNonNullElse(before, "");
    }

    /**
     * Who made it.
     *
     * @param address the client's
     */
    public record By(String name, String role, String address) {}
}
