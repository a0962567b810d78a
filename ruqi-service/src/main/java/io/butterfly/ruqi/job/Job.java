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
 * @param uid names this job for ever: another job of the same id has another one
 * @param cmd its command, as given
 * @param trigger within the window of its policies
 * @param nextRunAt its next due instant, without jitter; empty while it is paused
 * @param anchor the due instant from which an interval counts, so that a pause does not shift its phase
 * @param note for people
 */
public record Job(
        String id,
        String uid,
        String name,
        Trigger trigger,
        String cmd,
        Kind kind,
        Optional<Instant> nextRunAt,
        Instant anchor,
        Instant addedAt,
        Policies policies,
        Optional<String> note) {
    public static final int MAX_ID = 255;
    public static final int MAX_NAME = 64;
    public static final int MAX_RULE = 64;
    public static final int MAX_CMD_BYTES = 65_536;
    public static final int MAX_NOTE = 1_024;

    public Job {
        requireText("job_id", id, MAX_ID);
        requireText("job_name", name, MAX_NAME);
        if (!id.equals(id.strip())) {
            throw new Refusal(Stat.ERR, "job_id must not begin or end with blanks");
        }
        if (note.filter(text -> text.codePointCount(0, text.length()) > MAX_NOTE)
                .isPresent()) {
            throw new Refusal(Stat.ERR, "note may have at most " + MAX_NOTE + " characters");
        }
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
