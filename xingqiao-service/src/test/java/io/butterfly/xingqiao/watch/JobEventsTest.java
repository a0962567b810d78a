package io.butterfly.xingqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.Events;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.watch.JobTitles.Title;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobEventsTest {
    private final Events events = Events.kept(SteadyClock.system());
    private final JobEvents jobs = new JobEvents(
            events,
            reqids -> Map.of("r1", new Title(1, "given", "one"), "r2", new Title(2, "given", "two")),
            SteadyClock.system());

    private void ends(String reqid, JobStatus status, String stat) {
        jobs.written(reqid, List.of(new Step.EndJob(status, stat)));
    }

    private List<String> seen() {
        jobs.look();
        return events.take(10).stream().map(JobEventsTest::line).toList();
    }

    private static String line(Event event) {
        return (event.isRecovery() ? "over " : "") + event.subject().kind().word() + " "
                + event.subject().object();
    }

    @Test
    void a_cancelled_job_does_not_say_that_its_workflow_is_well() {
        ends("r1", JobStatus.FAILED, "ERR_REJECTED");
        assertThat(seen()).containsExactly("workflow_failed given");

        ends("r2", JobStatus.FAILED, "ERR_JOB_CANCELLED");
        assertThat(seen()).isEmpty();

        ends("r2", JobStatus.FINISHED, "OK");
        assertThat(seen()).containsExactly("over workflow_failed given");
    }

    @Test
    void a_cancelled_job_does_not_stand_still_any_more() {
        jobs.still("r1", Duration.ofMinutes(11));
        assertThat(seen()).containsExactly("workflow_still 1");

        ends("r1", JobStatus.FAILED, "ERR_JOB_CANCELLED");
        assertThat(seen()).containsExactly("over workflow_still 1");
    }
}
