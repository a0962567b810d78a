package io.butterfly.xingqiao.inspect;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.inspect.Facts.OfTask;
import io.butterfly.xingqiao.inspect.Queues.Queue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is known of a job and explains it. */
@Singleton
public final class Explanations {
    /** Of so many messages BaiChuan is asked how far they are. */
    private static final int MAX_MESSAGES = 20;

    private final Facts facts;
    private final Queues queues;

    Explanations(Facts facts, Queues queues) {
        this.facts = facts;
        this.queues = queues;
    }

    /** Empty when there is no such job. */
    public Optional<Why.Answer> why(JobKey key) {
        return facts.find(key).map(job -> {
            List<OfTask> running = job.tasks().stream()
                    .filter(task -> List.of("pending", "started").contains(task.status()))
                    .toList();
            Optional<Map<String, Queue>> known = running.isEmpty() ? Optional.of(Map.of()) : queues.queues();
            Map<String, String> messages = new HashMap<>();
            if (known.isPresent()) {
                running.stream()
                        .filter(task -> task.status().equals("started"))
                        .limit(MAX_MESSAGES)
                        .forEach(task -> queues.messageStatus(task.message())
                                .ifPresent(status -> messages.put(task.message(), status)));
            }
            return Why.of(job, known, messages);
        });
    }
}
