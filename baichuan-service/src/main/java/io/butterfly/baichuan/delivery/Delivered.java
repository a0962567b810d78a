package io.butterfly.baichuan.delivery;

/** What came of handing a message over. */
public sealed interface Delivered {
  /** @param result the handler's reply as text */
  record Answered(String result) implements Delivered {}

  /**
   * The handler could not be reached or broke down: an attempt is lost.
   *
   * @param why for a person
   */
  record Lost(String why) implements Delivered {}

  /** This process is stopping: somebody else shall do it. */
  record GivenBack() implements Delivered {}
}
