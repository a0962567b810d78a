package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.ruqi.FiringQuery;
import io.butterfly.api.ruqi.HistoryClear;
import io.butterfly.http.Api;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryCleanup;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.job.Part;
import jakarta.inject.Singleton;
import java.time.Duration;

@Singleton
class HistoryCalls {
    private static final int DAYS = 180;
    private static final int MAX_DAYS = 36_500;

    private final History history;
    private final HistoryCleanup cleanup;
    private final Wire wire;

    HistoryCalls(History history, HistoryCleanup cleanup, Wire wire) {
        this.history = history;
        this.cleanup = cleanup;
        this.wire = wire;
    }

    @Api(
            value = {"/ruqi/get_history", "/ruqi/job_history_list"},
            role = Role.VIEWER,
            reads = true,
            summary = "Lists firings")
    Reply list(FiringQuery call) {
        String order = Wire.order(call.orderBy(), FiringFilter.ORDERS);
        Part part = Part.of(call.pageIndex(), call.pageSize(), order, call.orderDir());
        Page<HistoryEntry> page = history.list(wire.filter(call), part);
        return Reply.data(page.map(wire::listed));
    }

    @Api(value = "/ruqi/job_history_clear", role = Role.ADMIN, summary = "Deletes old firings")
    Reply clear(HistoryClear call) {
        int days = call.days() == null ? DAYS : call.days();
        if (days < 1 || days > MAX_DAYS) {
            throw new Refusal(Stat.ERR, "days must be a number from 1 to " + MAX_DAYS + ", not " + days);
        }
        return Reply.data(new HistoryClear.Cleared(cleanup.clear(Duration.ofDays(days))));
    }
}
