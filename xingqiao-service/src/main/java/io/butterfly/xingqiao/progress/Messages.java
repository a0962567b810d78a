package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.StartId;
import java.util.List;

/** The messages of tasks, at BaiChuan. Both verbs throw {@link MessagesUnreachable} when it cannot be asked. */
public interface Messages {
  /** Publishes those that are not there yet. The answer has one element a message, in order. */
  List<Published> publish(List<TaskMessage> messages);

  /** What became of publishing one message. */
  enum Published {
    /** It is there and has not ended. */
    ACKNOWLEDGED,
    /** It was there, and has ended already. */
    ENDED,
    /** It was not taken; the reason has been logged. */
    REFUSED
  }

  State state(StartId id);

  /** How far a message is. */
  sealed interface State {
    record Running() implements State {}

    record Ended(Outcome outcome) implements State {}

    /** There is no message of that id. */
    record Gone() implements State {}
  }
}
