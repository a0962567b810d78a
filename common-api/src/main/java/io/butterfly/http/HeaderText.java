package io.butterfly.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text that may stand in a header: one line, printable ASCII, everything else percent-encoded. */
public final class HeaderText {
    private static final int MAX_LENGTH = 500;

    private HeaderText() {}

    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> {
            if (c >= ' ' && c < 127 && c != '%') {
                line.appendCodePoint(c);
            } else {
                line.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8));
            }
        });
        return line.toString();
    }
}
