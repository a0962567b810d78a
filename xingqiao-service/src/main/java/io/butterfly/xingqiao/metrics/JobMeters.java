package io.butterfly.xingqiao.metrics;

import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Times jobs and tasks whose end this replica has written. */
@Singleton
public final class JobMeters {
    private final Map<JobStatus, Timer> jobs = new EnumMap<>(JobStatus.class);
    private final Map<TaskStatus, Timer> tasks = new EnumMap<>(TaskStatus.class);

    public JobMeters(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            if (status != JobStatus.STARTED) {
                jobs.put(status, timer(registry, "job", "from the start of a job to its end", status.word()));
            }
        }
        for (TaskStatus status : TaskStatus.values()) {
            if (status.isOver()) {
                tasks.put(status, timer(registry, "task", "how long the last start of a task took", status.word()));
            }
        }
    }

    private static Timer timer(MeterRegistry registry, String what, String description, String result) {
        return Timer.builder("butterfly.xingqiao." + what)
                .description(description)
                .tag("result", result)
                .register(registry);
    }

    /** For code that runs outside of a service, and whose times are not shown. */
    public static JobMeters unseen() {
        return new JobMeters(new SimpleMeterRegistry());
    }

    /**
     * These steps of a turn are in the database.
     *
     * @param age how long the job had run by then
     */
    public void written(List<Step> steps, Duration age) {
        for (Step step : steps) {
            switch (step) {
                case Step.EndJob(JobStatus status, var _stat) ->
                    jobs.get(status).record(age);
                case Step.End(Task task, var _reply, double cost) ->
                    tasks.get(task.status()).record(Duration.ofNanos((long) (cost * 1e9)));
                default -> {}
            }
        }
    }
}
