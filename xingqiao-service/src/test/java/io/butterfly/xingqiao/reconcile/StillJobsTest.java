package io.butterfly.xingqiao.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.notices.Subject;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.reconcile.DueJobs.DueJob;
import io.butterfly.xingqiao.reconcile.DueJobs.Stillness;
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StillJobsTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static DueJob job(Duration still) {
        return new DueJob(
                new JobId(7), "r7", List.of(), List.of(), List.of(), new Stillness(still, "t"), Instant.EPOCH);
    }

    @Test
    void a_replica_that_did_not_report_that_a_job_stands_still_reports_that_it_moves() {
        Events events = Events.kept(SteadyClock.system());
        StillJobs still =
                new StillJobs(null, null, LIMIT, new JobEvents(events, reqids -> Map.of(), SteadyClock.system()));
        events.inTrouble(List.of(new Subject(EventKind.WORKFLOW_STILL, "7")));

        still.look(job(LIMIT.plusSeconds(1)));
        assertThat(events.take(10)).isEmpty();
        still.look(job(LIMIT.minusSeconds(1)));

        assertThat(events.take(10)).singleElement().matches(Event::isRecovery);
    }
}
