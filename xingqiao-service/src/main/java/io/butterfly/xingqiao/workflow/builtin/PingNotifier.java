package io.butterfly.xingqiao.workflow.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As ping; every change of a job's status goes to a method here. */
@Singleton
final class PingNotifier implements Workflow {
    private static final Logger LOG = LoggerFactory.getLogger(PingNotifier.class);

    @Override
    public String name() {
        return "ping_notifier";
    }

    @Override
    public String description() {
        return "As ping; logs every change of the job's status";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return Ping.onceAndAgain();
    }

    @Override
    public Optional<Notifier> notifier() {
        return Optional.of(new Notifier.Hook(PingNotifier::changed));
    }

    private static void changed(JobView job) {
        LOG.info("job_id={} job_name={} job_status={}", job.jobId(), job.jobName(), job.jobStatus());
    }
}
