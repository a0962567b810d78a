package io.butterfly.xingqiao.mysql.rows;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** How a time looks in JSON. */
final class Times {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Times() {}

  static String text(LocalDateTime time) {
    return FORM.format(time);
  }
}
