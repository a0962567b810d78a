package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.worker.WorkerBoard;
import io.butterfly.baichuan.worker.WorkerState;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The calls about workers that the dashboard of the Python service makes. */
@Singleton
final class CanghaiWorkers {
    private final WorkerBoard workers;
    private final LocalTime time;

    CanghaiWorkers(WorkerBoard workers, LocalTime time) {
        this.workers = workers;
        this.time = time;
    }

    record Worker(String name, String nickname, String version, int queuesCount, String state) {
        static Worker of(WorkerState worker) {
            return new Worker(
                    worker.name(),
                    worker.field("nickname"),
                    worker.field("version"),
                    worker.handlers().size(),
                    worker.field("state"));
        }
    }

    @Api(
            value = {"/canghai/worker_list", "/canghai/list_workers"},
            role = Role.VIEWER,
            reads = true,
            summary = "Lists the workers, for the dashboard of the Python service")
    Reply workers(NoParameters none) {
        return Reply.data(
                Map.of("workers", workers.all().stream().map(Worker::of).toList()));
    }

    record WorkerShown(
            @JsonUnwrapped Process process,
            String birthDate,
            String lastHeartbeat,
            long failedMsgCount,
            long successfulMsgCount,
            List<String> queues) {}

    record Process(String name, String nickname, String state, String version, String pythonVersion, String homeDir) {}

    @Api(
            value = {"/canghai/worker_show", "/canghai/worker_info"},
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a worker, for the dashboard of the Python service")
    Reply worker(WorkerViews.OneWorker call) {
        return workers.find(call.name())
                .map(worker -> Reply.data(shown(worker)))
                .orElseThrow(() -> new Refusal(Stat.ERR, "there is no worker " + call.name()));
    }

    private WorkerShown shown(WorkerState worker) {
        return new WorkerShown(
                new Process(
                        worker.name(),
                        worker.field("nickname"),
                        worker.field("state"),
                        worker.field("version"),
                        worker.field("python_version"),
                        worker.field("home_dir")),
                time.of(worker.field("birth")),
                time.of(worker.field("last_heartbeat")),
                WorkerViews.count(worker.field("failed_msg_count")),
                WorkerViews.count(worker.field("successful_msg_count")),
                worker.handlers());
    }
}
