package io.butterfly.xingqiao.notifier;

/** How an attempt to tell a notice went. */
sealed interface Telling {
  record Told() implements Telling {}

  /** It has been handed over, and is not over yet: ask again. */
  record UnderWay() implements Telling {}

  record Failed(String reason) implements Telling {}
}
