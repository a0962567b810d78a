package io.butterfly.baichuan.message;

import java.util.regex.Pattern;

/**
 * What may be a name: of a message, a handler, a worker. No braces, because on a cluster they would choose the slot; no blanks and controls,
 * because names travel in headers and log lines.
 */
public final class Names {
  public static final String HANDLER_RULE = "begin with '/' and have at most 255 characters, without blanks and braces";
  public static final String ID_RULE = "have 1 to 255 printable ASCII characters, without blanks and braces";

  private static final Pattern HANDLER = Pattern.compile("/[^\\p{Cntrl}\\s{}]{1,254}");
  private static final Pattern ID = Pattern.compile("[!-~&&[^{}]]{1,255}");

  private Names() {}

  public static boolean isHandler(String text) {
    return HANDLER.matcher(text).matches();
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
