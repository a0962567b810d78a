package io.butterfly.xingqiao.http;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.dispatch.BaiChuanQueues;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskSnapshot;
import io.butterfly.xingqiao.inspect.Why;
import io.butterfly.xingqiao.inspect.Why.HandlerQueue;
import io.butterfly.xingqiao.mysql.read.JobSnapshots;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is known of a job and explains it. */
@Singleton
final class Explanations {
    /** BaiChuan is asked about the status of at most so many messages. */
    private static final int MAX_MESSAGES = 20;

    private final JobSnapshots jobs;
    private final BaiChuanQueues queues;

    Explanations(JobSnapshots jobs, BaiChuanQueues queues) {
        this.jobs = jobs;
        this.queues = queues;
    }

    /** Empty when there is no such job. */
    Optional<Why.Answer> why(JobKey key) {
        return jobs.find(key).map(job -> {
            List<TaskSnapshot> running = job.tasks().stream()
                    .filter(task -> List.of("pending", "started").contains(task.status()))
                    .toList();
            Optional<Map<String, HandlerQueue>> known = running.isEmpty() ? Optional.of(Map.of()) : queues.queues();
            Map<String, String> messages = new HashMap<>();
            if (known.isPresent()) {
                running.stream()
                        .filter(task -> task.status().equals("started"))
                        .limit(MAX_MESSAGES)
                        .forEach(task -> queues.messageStatus(task.start().message())
                                .ifPresent(status -> messages.put(task.start().message(), status)));
            }
            return Why.of(job, known, messages);
        });
    }
}
