package io.butterfly.http.server;

import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.changes.Change;
import io.butterfly.changes.ChangeFilter;
import io.butterfly.changes.Changes;
import io.butterfly.http.Api;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** {@code /<service>/audit_list}: who changed what. */
@Singleton
@Requires(beans = Changes.class)
class ChangeCalls {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    private final Changes changes;

    ChangeCalls(Changes changes) {
        this.changes = changes;
    }

    record Query(
            @Param("By this token or user") String who,
            @Param("By this call, a path") String call,
            @Param("About this object, an id or a name") String object,

            @Param(value = "How many", min = 1, max = 1000, byDefault = "100")
            Integer limit) {}

    private static Map<String, Object> listed(Change change) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("at", Instant.ofEpochMilli(change.at()).toString());
        row.put("who", change.by().name());
        row.put("role", change.by().role());
        row.put("address", change.by().address());
        row.put("call", change.call());
        row.put("object", change.object());
        row.put("before", change.before());
        row.put("params", change.params());
        row.put("stat", change.stat());
        row.put("reqid", change.reqid());
        return row;
    }

    /** The newest first; {@code at} is UTC. */
    @Api(
            value = "/{service}/audit_list",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists who changed what, the newest first; at is UTC")
    Reply list(Query query) {
        int limit = Objects.requireNonNullElse(query.limit(), DEFAULT_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "limit must be from 1 to " + MOST);
        }
        ChangeFilter filter = new ChangeFilter(
                Objects.requireNonNullElse(query.who(), ""),
                Objects.requireNonNullElse(query.call(), ""),
                Objects.requireNonNullElse(query.object(), ""),
                limit);
        return Reply.data(Map.of(
                "list", changes.find(filter).stream().map(ChangeCalls::listed).toList()));
    }
}
