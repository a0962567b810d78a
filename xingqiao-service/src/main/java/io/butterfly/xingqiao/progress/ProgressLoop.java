package io.butterfly.xingqiao.progress;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Completions.Completion;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves jobs whenever messages of their tasks have ended. Several run side by side; see the package's text. */
public final class ProgressLoop implements Tick {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLoop.class);
    private static final int BATCH = 32;

    private final Completions completions;
    private final Turns turns;

    public ProgressLoop(Completions completions, Turns turns) {
        this.completions = completions;
        this.turns = turns;
    }

    /** The queue learns with the next take which completions were applied, so after the publish. */
    @Override
    public Duration tick() throws IOException, InterruptedException {
        Gathered gathered = new Gathered(turns);
        move(byJob(completions.take(BATCH)), gathered);
        gathered.publish();
        return Duration.ZERO;
    }

    private Map<String, List<Completion>> byJob(List<Completion> taken) {
        Map<String, List<Completion>> byJob = new LinkedHashMap<>();
        for (Completion completion : taken) {
            completion
                    .start()
                    .map(StartId::jobReqid)
                    .ifPresentOrElse(
                            jobReqid -> byJob.computeIfAbsent(jobReqid, key -> new ArrayList<>())
                                    .add(completion),
                            () -> completions.applied(completion));
        }
        return byJob;
    }

    /** The jobs share a transaction. When it fails for a reason that may be one job's, each gets its own. */
    private void move(Map<String, List<Completion>> ended, Gathered gathered) {
        if (ended.size() > 1) {
            try {
                apply(ended, gathered);
                return;
            } catch (Refusal | MessagesUnreachable e) {
                LOG.warn("completions of {} jobs are given back: {}", ended.size(), e.getMessage());
                ended.values().forEach(its -> its.forEach(completions::giveBack));
                return;
            } catch (RuntimeException e) {
                LOG.info("{} jobs are moved one by one: {}", ended.size(), e.getMessage());
            }
        }
        ended.forEach((jobReqid, its) -> moveAlone(jobReqid, its, gathered));
    }

    /**
     * While the database or BaiChuan is away the completions are given back. After any other failure they would most
     * likely fail again: they are dropped, and the reconciler asks for the outcomes later, and less often.
     */
    private void moveAlone(String jobReqid, List<Completion> ended, Gathered gathered) {
        try {
            apply(Map.of(jobReqid, ended), gathered);
        } catch (Refusal | MessagesUnreachable e) {
            LOG.warn("completions of the job of request {} are given back: {}", jobReqid, e.getMessage());
            ended.forEach(completions::giveBack);
        } catch (RuntimeException e) {
            LOG.error("cannot move the job of request {}", jobReqid, e);
            ended.forEach(completions::applied);
        }
    }

    /** An outcome that did not travel along is fetched, and applied by itself, before the others. */
    private void apply(Map<String, List<Completion>> ended, Gathered gathered) {
        Map<String, List<Event>> events = new LinkedHashMap<>();
        for (Completion completion :
                ended.values().stream().flatMap(List::stream).toList()) {
            StartId start = completion.start().orElseThrow();
            if (completion.outcome().isPresent()) {
                Event event = new Event.Ended(
                        start.task(), start.startNo(), completion.outcome().get());
                events.computeIfAbsent(start.jobReqid(), key -> new ArrayList<>())
                        .add(event);
            } else {
                gathered.add(turns.catchUp(new TaskStart(start, false)));
            }
        }
        if (!events.isEmpty()) {
            gathered.add(turns.move(events));
        }
        ended.values().forEach(its -> its.forEach(completions::applied));
    }
}
