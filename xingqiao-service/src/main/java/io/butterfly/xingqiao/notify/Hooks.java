package io.butterfly.xingqiao.notify;

import io.butterfly.api.xingqiao.JobView;
import io.butterfly.kernel.ForeignThreads;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflows;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls methods of workflows, which are foreign code: each under a limit, after which it is interrupted. One that takes
 * no notice of that is not called for the same change again before it has ended.
 */
@Singleton
final class Hooks implements AutoCloseable {
    private static final int MOST_OPEN =
            16; // calls of one workflow's hook; more than eight have taken no notice of an interrupt

    private final Workflows workflows;
    private final ForeignThreads threads = new ForeignThreads("notice-hook");
    private final Map<Long, String> open = new ConcurrentHashMap<>(); // type of the workflow by notice

    Hooks(Workflows workflows) {
        this.workflows = workflows;
    }

    NoticeResult call(Notice notice, Duration limit) throws InterruptedException {
        String type = notice.job().jobType();
        if (Collections.frequency(open.values(), type) >= MOST_OPEN || open.putIfAbsent(notice.id(), type) != null) {
            return new NoticeResult.Failed(
                    "the hook of the workflow " + type + " still runs; it took no notice of its interrupt");
        }
        Future<NoticeResult> hook = threads.start(() -> {
            try {
                return call(notice.job());
            } finally {
                open.remove(notice.id());
            }
        });
        try {
            return hook.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new NoticeResult.Failed(
                    "the hook of the workflow " + type + " did not return within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new NoticeResult.Failed(e.getCause().toString());
        } finally {
            hook.cancel(true);
        }
    }

    private NoticeResult call(JobView job) {
        Optional<Notifier> notifier =
                workflows.find(job.jobType()).map(Registration::workflow).flatMap(it -> it.notifier());
        if (notifier.isPresent() && notifier.get() instanceof Notifier.Hook(var call)) {
            call.accept(job);
            return new NoticeResult.Done();
        }
        return new NoticeResult.Failed("the workflow " + job.jobType() + " has no hook, or is not there any more");
    }

    @Override
    @PreDestroy
    public void close() {
        threads.close();
    }
}
