package io.butterfly.ruqi.job;

/** One of many changes that are made together. */
public sealed interface JobChange {
    /** The id of the job. */
    String id();

    /** Makes the job, or changes the one that is there as {@link Jobs#modify} does. */
    record Define(Jobs.Wanted wanted) implements JobChange {
        @Override
        public String id() {
            return wanted.id();
        }
    }

    /** Gives the job another rule. */
    record Reschedule(String id, String rule) implements JobChange {}

    /** What runs goes on. One that is not there counts as removed. */
    record Remove(String id) implements JobChange {}
}
