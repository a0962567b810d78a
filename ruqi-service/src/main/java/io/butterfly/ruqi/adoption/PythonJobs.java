package io.butterfly.ruqi.adoption;

import io.butterfly.ruqi.job.Job;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The Python service's rows that are not jobs of ours yet. */
public interface PythonJobs {

    /**
     * A row of the Python service.
     *
     * @param nextRunAt empty for a paused job
     * @param state a pickle
     */
    record PythonJob(
            String id,
            String uid,
            String name,
            String trigger,
            String rule,
            Optional<Instant> nextRunAt,
            byte[] state) {}

    /** What becomes of it. */
    sealed interface AdoptionResult {
        /** It is a job now. */
        record Adopted(Job job) implements AdoptionResult {}

        /** It stays as it is, and its reason is shown. */
        record Parked(String reason) implements AdoptionResult {}
    }

    /**
     * Decides about the first row behind the given id and stores what becomes of it, in one transaction; a row that
     * another replica is at is left out. Returns that row's id; empty when there is none left.
     */
    Optional<String> next(String behindId, Function<PythonJob, AdoptionResult> decide);
}
