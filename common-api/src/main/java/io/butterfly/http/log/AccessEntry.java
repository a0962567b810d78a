package io.butterfly.http.log;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request, or one message that has ended.
 *
 * @param at when it was answered
 * @param source the method that answered it
 * @param method {@code QUEUE} for a message
 * @param params in short, secrets masked
 */
public record AccessEntry(
        Instant at, String source, Who who, String method, String path, Duration cost, How how, String params) {
    public static final String QUEUE = "QUEUE";

    /** @param user {@code -} for none */
    public record Who(String address, String reqid, String trace, String user) {}

    /**
     * @param stat of the reply; the HTTP status of what is no call
     * @param error empty when there is none
     * @param res further items, {@code name=value;…}
     */
    public record How(String stat, String error, String res) {}

    /** For a line of JSON. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("source", source);
        members.put("ip", who.address());
        members.put("reqid", who.reqid());
        members.put("trace", who.trace());
        members.put("user", who.user());
        members.put("method", method);
        members.put("path", path);
        members.put("cost", cost.toNanos() / 1_000 / 1e6);
        members.put("stat", how.stat());
        members.put("params", params);
        members.put("error_msg", how.error());
        members.put("res", how.res());
        return members;
    }
}
