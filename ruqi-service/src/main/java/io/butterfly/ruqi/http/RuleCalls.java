package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.ruqi.RulePreview;
import io.butterfly.http.Api;
import io.butterfly.ruqi.replica.StoreClock;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import io.butterfly.ruqi.rule.WallClock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

@Singleton
class RuleCalls {
    private static final int COUNT = 10;
    private static final int MAX_COUNT = 1_000;

    private final StoreClock clock;

    RuleCalls(StoreClock clock) {
        this.clock = clock;
    }

    @Api(value = "/ruqi/rule_preview", role = Role.VIEWER, reads = true, summary = "Shows when a rule would fire")
    Reply preview(RulePreview call) {
        int count = call.count() == null ? COUNT : call.count();
        if (count < 1 || count > MAX_COUNT) {
            throw new Refusal(Stat.ERR, "count must be a number from 1 to " + MAX_COUNT + ", not " + count);
        }
        ZoneId zone = call.timeZone() == null ? clock.getZone() : WallClock.zone("time_zone", call.timeZone());
        Instant from = call.fromTime() == null
                ? clock.instant()
                : WallClock.instant(WallClock.parse("from_time", call.fromTime()), zone);
        Trigger trigger = Rules.parse(call.jobTrigger(), call.rule(), from, zone);
        return Reply.data(new RulePreview.Preview(
                trigger.rule(),
                zone.getId(),
                trigger.upcoming(from, count).stream()
                        .map(due -> firing(due.atZone(zone)))
                        .toList()));
    }

    private static RulePreview.Firing firing(ZonedDateTime due) {
        return new RulePreview.Firing(
                WallClock.microseconds(due.toLocalDateTime()),
                due.getOffset().getId(),
                due.toInstant().toString());
    }
}
