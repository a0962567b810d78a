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

/** Writes down what its hook gets, and fails once for every job. */
@Singleton
public final class Hooked implements Workflow {
    public static final Map<Long, List<JobView>> TOLD = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "hooked";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return List.of(TaskPlan.of("a", "/test/work"));
    }

    @Override
    public Optional<Notifier> notifier() {
        return Optional.of(new Notifier.Hook(Hooked::tell));
    }

    private static void tell(JobView job) {
        List<JobView> before = TOLD.putIfAbsent(job.jobId(), new CopyOnWriteArrayList<>());
        if (before == null) {
            throw new IllegalStateException("not now");
        }
        before.add(job);
    }
}
