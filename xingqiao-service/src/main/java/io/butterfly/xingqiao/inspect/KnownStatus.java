package io.butterfly.xingqiao.inspect;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.TaskStatus;
import java.util.Arrays;
import java.util.List;

/** Refuses to list what is in a status that there is not: a misspelt word would look like an empty list. */
public final class KnownStatus {
    private KnownStatus() {}

    /** @param word null for any */
    public static void requireOfJob(String word) {
        require(
                "job_status",
                word,
                Arrays.stream(JobStatus.values()).map(JobStatus::word).toList());
    }

    /** @param word null for any */
    public static void requireOfTask(String word) {
        require(
                "task_status",
                word,
                Arrays.stream(TaskStatus.values()).map(TaskStatus::word).toList());
    }

    private static void require(String name, String word, List<String> known) {
        if (word != null && !known.contains(word)) {
            throw new Refusal(
                    Stat.ERR_BAD_PARAMS, name + " must be one of " + String.join(", ", known) + ", not '" + word + "'");
        }
    }
}
