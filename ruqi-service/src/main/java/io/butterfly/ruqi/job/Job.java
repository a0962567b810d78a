package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it is stored.
 *
 * @param note for people
 */
public record Job(
        Identity identity, Timing timing, Action action, Policies policies, Optional<String> note, Instant addedAt) {
    public static final int MAX_ID = 255;
    public static final int MAX_NAME = 64;
    public static final int MAX_RULE = 64;
    public static final int MAX_CMD_BYTES = 65_536;
    public static final int MAX_NOTE = 1_024;

    public Job {
        identity.requireValid();
        if (note.filter(text -> text.codePointCount(0, text.length()) > MAX_NOTE)
                .isPresent()) {
            throw new Refusal(Stat.ERR, "note may have at most " + MAX_NOTE + " characters");
        }
    }

    /**
     * What a job is called.
     *
     * @param uid names this job for ever: another job of the same id has another one
     */
    public record Identity(String id, String uid, String name) {
        /** Throws {@link Refusal} unless a job of ours may be called so; a row of the Python service may not be. */
        private void requireValid() {
            requireText("job_id", id, MAX_ID);
            requireText("job_name", name, MAX_NAME);
            if (!id.equals(id.strip())) {
                throw new Refusal(Stat.ERR, "job_id must not begin or end with blanks");
            }
        }
    }

    /**
     * When it is due.
     *
     * @param trigger within the window of its policies
     * @param nextRunAt its next due instant, without jitter; empty while it is paused
     * @param anchor the due instant from which an interval counts, so that a pause does not shift its phase
     */
    public record Timing(Trigger trigger, Optional<Instant> nextRunAt, Instant anchor) {}

    /**
     * What it does.
     *
     * @param cmd its command, as given
     */
    public record Action(String cmd, Kind kind) {}

    public String id() {
        return identity.id();
    }

    public String uid() {
        return identity.uid();
    }

    public String name() {
        return identity.name();
    }

    public Trigger trigger() {
        return timing.trigger();
    }

    public Optional<Instant> nextRunAt() {
        return timing.nextRunAt();
    }

    public Instant anchor() {
        return timing.anchor();
    }

    public String cmd() {
        return action.cmd();
    }

    public Kind kind() {
        return action.kind();
    }

    public Job dueNextAt(Optional<Instant> next) {
        return new Job(identity, new Timing(trigger(), next, anchor()), action, policies, note, addedAt);
    }

    /** The same job as one that is stored under this uid, due as given. */
    Job with(String uid, Timing changed) {
        return new Job(new Identity(id(), uid, name()), changed, action, policies, note, addedAt);
    }

    static void requireText(String field, String value, int max) {
        int length = value == null ? 0 : value.codePointCount(0, value.length());
        if (value == null || value.isBlank()) {
            throw new Refusal(Stat.ERR, field + " must not be empty");
        }
        if (length > max) {
            throw new Refusal(Stat.ERR, field + " may have at most " + max + " characters, not " + length);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(Stat.ERR, field + " must not contain control characters");
        }
    }
}
