package io.butterfly.notices;

import io.butterfly.api.CutText;

/**
 * What an event is about.
 *
 * @param object id of a job, key of a task row, name of a queue, a workflow or a loop
 */
public record Subject(EventKind kind, String object) {
    static final int MAX_NAME = 255;

    public Subject {
        object = line(object, MAX_NAME);
    }

    /** No database stores half a character, and a line break in a header or a log line would begin another. */
    public static String line(String text, int longest) {
        return CutText.to(text, longest).replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").strip();
    }
}
