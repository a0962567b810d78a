package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.queue.Limits;
import io.butterfly.baichuan.queue.QueueRules;
import io.butterfly.baichuan.waiting.Wakeups;
import io.butterfly.http.Api;
import jakarta.inject.Singleton;

/** For operators: how fast a queue's messages are handed out, and whether. */
@Singleton
final class QueueRuleCalls {
    /** As many waiting claims look again; what is left waits for the next look around. */
    private static final int WOKEN = 1_000;

    private final QueueRules rules;
    private final Wakeups wakeups;

    QueueRuleCalls(QueueRules rules, Wakeups wakeups) {
        this.rules = rules;
        this.wakeups = wakeups;
    }

    /** @see Limits what each member means; one that is not given is no limit */
    record Limit(
            @Param(value = "Path of a handler, which is also its queue's name", min = 2, max = 255)
            @JsonProperty(required = true)
            String handler,

            @Param(
                    value = "How many may start within the period, spread over it; 0 for no limit",
                    min = 0,
                    max = 1_000_000,
                    byDefault = "0")
            Integer rate,

            @Param(value = "The period of the rate", min = 1, max = 86_400, byDefault = "1", unit = "seconds")
            Integer ratePeriod,

            @Param(
                    value = "How many workers may hold at once; 0 for no limit",
                    min = 0,
                    max = 1_000_000,
                    byDefault = "0")
            Integer concurrency,

            @Param(value = "How many of each group at once; 0 counts as 1", min = 0, max = 1_000_000, byDefault = "0")
            Integer groupConcurrency) {}

    record Queue(
            @Param(value = "Path of a handler, which is also its queue's name", min = 2, max = 255)
            @JsonProperty(required = true)
            String handler) {}

    @Api(
            value = "/baichuan/queue_limit",
            role = Role.ADMIN,
            summary = "Sets how fast a queue's messages may be claimed",
            errors = Stat.ERR_STORE_FULL)
    Reply limit(Limit call) {
        requireHandler(call.handler());
        Limits limits = limits(call);
        rules.limit(call.handler(), limits);
        wakeups.queued(call.handler(), WOKEN);
        return Reply.data(limits);
    }

    private static Limits limits(Limit call) {
        try {
            return new Limits(
                    orElse(call.rate(), 0),
                    orElse(call.ratePeriod(), 1),
                    orElse(call.concurrency(), 0),
                    orElse(call.groupConcurrency(), 0));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
        }
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    @Api(
            value = "/baichuan/queue_pause",
            role = Role.OPERATOR,
            summary = "Pauses a queue: nothing of it is claimed",
            errors = Stat.ERR_STORE_FULL)
    Reply pause(Queue call) {
        requireHandler(call.handler());
        rules.pause(call.handler());
        return Reply.ok();
    }

    @Api(value = "/baichuan/queue_resume", role = Role.OPERATOR, summary = "Resumes a queue")
    Reply resume(Queue call) {
        requireHandler(call.handler());
        rules.resume(call.handler());
        wakeups.queued(call.handler(), WOKEN);
        return Reply.ok();
    }

    private static void requireHandler(String handler) {
        Checks.require(Names.isHandler(handler), "handler must " + Names.HANDLER_RULE);
    }
}
