package io.butterfly.changes;

/**
 * One call that may have changed something.
 *
 * @param at Unix milliseconds of its end
 * @param call its path
 * @param object the id or name that it was about, empty when its parameters have none
 * @param params as JSON, without secrets, cut when they are long
 * @param stat how it ended
 * @param reqid of the request, as log lines have it; a message's id when it came through the queue
 */
public record Change(long at, By by, String call, String object, String params, String stat, String reqid) {
    /**
     * Who made it.
     *
     * @param address the client's
     */
    public record By(String name, String role, String address) {}
}
