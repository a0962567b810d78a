package io.butterfly.notices.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Api;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.delivery.Notice;
import io.butterfly.notices.delivery.NoticeStore;
import io.butterfly.notices.delivery.Notices;
import io.butterfly.notices.rules.SinkSettings;
import io.butterfly.notices.send.SinkFailed;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /<service>/notice_list} and {@code /<service>/notice_test}. */
@Singleton
@Requires(beans = NoticeStore.class)
class NoticeCalls {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final List<String> STATES = Stream.concat(
                    Stream.of(""), Stream.of(Notice.State.values()).map(Notice.State::word))
            .toList();

    private final NoticeStore store;
    private final Notices notices;
    private final SteadyClock clock;

    NoticeCalls(NoticeStore store, Notices notices, SteadyClock clock) {
        this.store = store;
        this.notices = notices;
        this.clock = clock;
    }

    record Query(
            @Param(
                    value = "Only those that are so far",
                    oneOf = {"waiting", "sent", "failed", "suppressed"})
            String state,

            @Param("Only of this kind, such as firing_failed")
            String kind,

            @Param("Only about this object, such as the id of a job")
            String object,

            @Param(value = "How many", min = 1, max = 1000, byDefault = "100")
            Integer limit) {}

    record Sample(
            @Param(value = "The name of a sink in the file of notices", min = 1) @JsonProperty(required = true)
            String sink) {}

    @Api(
            value = "/{service}/notice_list",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists notices, the latest first, and the sinks; times are UTC")
    Reply list(Query query) {
        int limit = Objects.requireNonNullElse(query.limit(), DEFAULT_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "limit must be from 1 to " + MOST);
        }
        if (!STATES.contains(given(query.state()))) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "state must be waiting, sent, failed or suppressed");
        }
        Map<String, String> sinks = new LinkedHashMap<>();
        notices.sinks().forEach((name, sink) -> sinks.put(name, sink.type()));
        return Reply.data(Map.of(
                "sinks",
                sinks,
                "list",
                store.list(given(query.state()), given(query.kind()), given(query.object()), limit).stream()
                        .map(NoticeCalls::listed)
                        .toList()));
    }

    private static String given(String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static Map<String, Object> listed(Notice notice) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", notice.id());
        row.put("sink", notice.key().sink());
        row.put("kind", notice.key().kind());
        row.put("object", notice.key().object());
        row.put("name", notice.about().name());
        row.put("severity", notice.about().severity().word());
        row.put("text", notice.about().text());
        row.put("detail", notice.about().detail());
        row.put("rule", notice.about().rule());
        row.put("count", notice.tally().count());
        row.put("reported", notice.tally().reported());
        row.put("first", notice.tally().first().toString());
        row.put("last", notice.tally().last().toString());
        row.put("is_over", notice.tally().isUp());
        row.put("state", notice.delivery().state().word());
        row.put("next", text(notice.delivery().due()));
        row.put("tries", notice.delivery().tries());
        row.put("error", notice.delivery().error());
        return row;
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse("");
    }

    @Api(
            value = "/{service}/notice_test",
            role = Role.OPERATOR,
            summary = "Sends a sample to a sink and answers whether it was taken, within 10 s")
    Reply test(Sample call) throws InterruptedException {
        SinkSettings sink = notices.sinks().get(given(call.sink()));
        if (sink == null) {
            throw new Refusal(
                    Stat.ERR_BAD_PARAMS,
                    "sink must be one of " + String.join(", ", notices.sinks().keySet()));
        }
        long begun = clock.nanos();
        try {
            notices.test(sink);
        } catch (SinkFailed e) {
            throw new Refusal(Stat.ERR, "the sink " + call.sink() + " has not taken it: " + e.getMessage());
        }
        return Reply.data(Map.of("seconds", clock.since(begun).toMillis() / 1e3));
    }
}
