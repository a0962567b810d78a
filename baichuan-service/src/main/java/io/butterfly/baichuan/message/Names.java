package io.butterfly.baichuan.message;

import java.util.regex.Pattern;

/**
 * What may be a name: of a message, a handler, a worker. No braces, because on a cluster they would choose the slot; no
 * blanks and controls, because names travel in headers and log lines. Ids that begin with {@code ~} are BaiChuan's own:
 * no publisher can have given one.
 */
public final class Names {
    public static final String HANDLER_RULE =
            "begin with '/' and have at most 255 characters, without blanks and braces";
    public static final String NAME_RULE = "have 1 to 255 printable ASCII characters, without blanks and braces";
    public static final String ID_RULE = NAME_RULE + ", and not begin with '~'";
    /** What ids begin with that only BaiChuan gives. */
    public static final String OWN = "~";

    private static final Pattern HANDLER = Pattern.compile("/[^\\p{Cntrl}\\s{}]{1,254}");
    private static final Pattern NAME = Pattern.compile("[!-~&&[^{}]]{1,255}");

    private Names() {}

    public static boolean isHandler(String text) {
        return HANDLER.matcher(text).matches();
    }

    /** Of a worker, a group, or whatever else a caller names. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Of a message, by a publisher. */
    public static boolean isId(String text) {
        return isName(text) && !text.startsWith(OWN);
    }
}
