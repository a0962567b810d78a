package io.butterfly.notices;

import io.butterfly.api.Masked;
import java.time.Instant;

/**
 * Something that operators may want to know. Texts are freed of secrets and control characters, and cut to what the
 * table holds.
 *
 * @param name of the object, for a person; its id when it has none
 * @param text one line
 * @param detail ids and times that help to find out more; may be empty
 * @param isRecovery what was reported of the subject before is over
 */
public record Event(
        Subject subject, Severity severity, String name, String text, String detail, Instant at, boolean isRecovery) {
    private static final int MAX_TEXT = 500;
    private static final int MAX_DETAIL = 1_000;

    public Event {
        name = Subject.line(name, Subject.MAX_NAME);
        text = Subject.line(Masked.text(text), MAX_TEXT);
        detail = Subject.line(Masked.text(detail), MAX_DETAIL);
    }

    /** It has happened, with the usual severity of its kind. */
    public static Event of(EventKind kind, String object, String name, String text, String detail, Instant at) {
        return new Event(new Subject(kind, object), kind.severity(), name, text, detail, at, false);
    }

    static Event recovery(Subject subject, Instant at) {
        return new Event(subject, Severity.INFO, "", "", "", at, true);
    }
}
