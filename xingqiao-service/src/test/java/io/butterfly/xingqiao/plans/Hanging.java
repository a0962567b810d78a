package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The first call of its hook for a job waits for what never happens. */
@Singleton
public final class Hanging implements Workflow {
    /** How the calls ended. */
    public static final Map<Long, List<String>> ENDS = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return List.of(TaskPlan.of("a", "/test/work"));
    }

    @Override
    public Optional<Notifier> notifier() {
        return Optional.of(new Notifier.Hook(Hanging::changed));
    }

    private static void changed(JobView job) {
        List<String> ends = ENDS.computeIfAbsent(job.jobId(), id -> new CopyOnWriteArrayList<>());
        if (!ends.isEmpty()) {
            ends.add("returned");
            return;
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            ends.add("interrupted");
        }
    }
}
