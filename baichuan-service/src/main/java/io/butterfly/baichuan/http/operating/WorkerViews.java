package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.worker.WorkerBoard;
import io.butterfly.baichuan.worker.WorkerState;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workers to look at. */
@Singleton
final class WorkerViews {
    private static final List<String> COUNTS = List.of("successful_msg_count", "failed_msg_count");

    private final WorkerBoard board;

    WorkerViews(WorkerBoard board) {
        this.board = board;
    }

    @Api(value = "/baichuan/worker_list", role = Role.VIEWER, reads = true, summary = "Lists the workers")
    Reply list(NoParameters none) {
        return Reply.data(
                Map.of("workers", board.all().stream().map(WorkerViews::row).toList()));
    }

    record OneWorker(
            @Param("The worker's name") @JsonProperty(required = true)
            String name) {}

    @Api(value = "/baichuan/worker_show", role = Role.VIEWER, reads = true, summary = "Shows a worker")
    Reply show(OneWorker call) {
        return board.find(call.name())
                .map(worker -> Reply.data(row(worker)))
                .orElseThrow(() -> new Refusal(
                        Stat.ERR,
                        "there is no worker " + call.name() + "; a dead one is forgotten some minutes later"));
    }

    /** Every field as it is written down; the counters as numbers, and 0 when there are none yet. */
    private static Map<String, Object> row(WorkerState worker) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", worker.name());
        row.put("alive", worker.isAlive());
        row.put("python", worker.isPython());
        row.putAll(worker.fields());
        row.put("queues", worker.handlers());
        COUNTS.forEach(name -> row.put(name, count(worker.field(name))));
        row.put("total_working_time", seconds(worker.field("total_working_time")));
        return row;
    }

    static long count(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static double seconds(String text) {
        return text.matches("[0-9]{1,15}([.][0-9]+)?") ? Double.parseDouble(text) : 0;
    }
}
