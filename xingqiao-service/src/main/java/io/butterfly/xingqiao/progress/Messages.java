package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages of tasks, at BaiChuan. All methods throw {@link MessagesUnreachable} when it cannot be asked. */
public interface Messages {
    /** Publishes those that are not there yet. The answer has one element a message, in order. */
    List<Published> publish(List<TaskMessage> messages);

    /** What became of publishing one message. */
    sealed interface Published {
        /** It is there and has not ended. */
        record Acknowledged() implements Published {}

        /** Its job goes on from this answer. */
        sealed interface Moving extends Published {}

        /** It was there, and has ended already. */
        record AlreadyEnded() implements Moving {}

        /** It is not taken and will never be. */
        record Refused(String reason) implements Moving {}

        /** It was not taken now; the reason has been logged. */
        record Later() implements Published {}
    }

    /** How far the first of these are, in order: at least one, and as many as have outcomes that memory should hold. */
    List<State> states(List<StartId> ids);

    default State state(StartId id) {
        return states(List.of(id)).getFirst();
    }

    /** How far a message is. */
    sealed interface State {
        /**
         * @param mustHaveEnded when its time is over, of a message that a Python worker executes: only this service
         *     enforces its limit
         */
        record Running(Optional<Instant> mustHaveEnded) implements State {
            public Running() {
                this(Optional.empty());
            }
        }

        /** @param handler of the message; empty when it is not known */
        record Ended(Outcome outcome, String handler) implements State {
            public Ended(Outcome outcome) {
                this(outcome, "");
            }

            /** Another client published it under the id of a start of this command. */
            boolean isOfOther(String cmd) {
                return !handler.isEmpty() && !handler.equals(cmd);
            }
        }

        /** There is no message of that id. */
        record Gone() implements State {}
    }

    /** Whether ends of messages are still on their way to this service. */
    boolean hasCompletionsUnderWay();

    /** It is not executed any more; an execution under way is asked to stop. What has ended stays as it is. */
    void cancel(StartId id);
}
