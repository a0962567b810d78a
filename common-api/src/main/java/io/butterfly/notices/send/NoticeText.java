package io.butterfly.notices.send;

import io.butterfly.notices.Severity;
import java.util.Map;

/**
 * What is sent.
 *
 * @param id the same when it is sent again because it is unknown whether it arrived
 * @param title one line
 * @param body some lines; the title is not among them
 * @param facts for programs, as JSON
 */
public record NoticeText(String id, Severity severity, String title, String body, Map<String, Object> facts) {
    /** Title and body, for receivers that know only text. */
    public String whole() {
        return body.isEmpty() ? title : title + "\n" + body;
    }
}
