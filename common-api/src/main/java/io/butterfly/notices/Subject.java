package io.butterfly.notices;

import io.butterfly.api.CutText;
import java.util.regex.Pattern;

/**
 * What an event is about.
 *
 * @param object id of a job, key of a task row, name of a queue, a workflow or a loop
 */
public record Subject(EventKind kind, String object) {
    static final int MAX_NAME = 255;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cs}]+");

    public Subject {
        object = line(object, MAX_NAME);
    }

    /** No database stores half a character, and a line break in a header or a log line would begin another. */
    public static String line(String text, int longest) {
        return CONTROL.matcher(CutText.to(text, longest)).replaceAll(" ").strip();
    }
}
