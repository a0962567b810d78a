package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which jobs are asked for; what is empty matches every job. Texts match exactly. */
public record JobFilter(Optional<String> id, Optional<String> name, Optional<String> trigger, Optional<State> state) {
    /** What jobs may be sorted by; the first unless another is asked for. */
    public static final List<String> ORDERS = List.of("c_time", "job_id", "job_name", "next_run_time");

    /** Whether a job fires. */
    public enum State {
        SCHEDULED,
        PAUSED,
        PARKED;

        /** As {@code status} has it; empty for null. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            if (word != null) {
                throw new Refusal(Stat.ERR, "status must be scheduled, paused or parked, not '" + word + "'");
            }
            return Optional.empty();
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
