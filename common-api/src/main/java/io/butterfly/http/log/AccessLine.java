package io.butterfly.http.log;

import io.butterfly.api.CutText;
import io.butterfly.api.Masked;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** A line of {@code acc.log}: the fields of the Python service, separated by tabs, and the trace. */
final class AccessLine {
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+");

    private static final int MOST = 500;

    private final DateTimeFormatter time;
    private final long pid;

    AccessLine(ZoneId zone, long pid) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
        this.pid = pid;
    }

    /** Whatever could end a line or a field is replaced, so that no line can be forged. */
    String of(AccessEntry entry) {
        return String.join(
                "\t",
                time.format(entry.at()),
                Long.toString(pid),
                clean(entry.source()),
                clean(entry.who().address()),
                clean(entry.who().reqid()),
                clean(entry.method()),
                clean(entry.path()),
                "cost:" + seconds(entry.cost()),
                "stat:" + clean(entry.how().stat()),
                "user:" + clean(entry.who().user()),
                "talk:",
                "params:" + clean(entry.params()),
                "error_msg:" + clean(Masked.text(CutText.to(entry.how().error(), MOST))),
                "res:" + clean(entry.how().res()),
                "trace:" + clean(entry.who().trace()));
    }

    /** With six decimals; a format string would take longer than all the rest of a line. */
    private static String seconds(Duration cost) {
        return cost.toSeconds() + "."
                + Integer.toString(1_000_000 + cost.toNanosPart() / 1_000).substring(1);
    }

    private static String clean(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c > '~')
                ? CONTROLS.matcher(text).replaceAll(" ")
                : text;
    }
}
