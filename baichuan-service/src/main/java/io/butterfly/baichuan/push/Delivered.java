package io.butterfly.baichuan.push;

import io.butterfly.baichuan.message.Verdict;

/** What came of delivering a message to its handler. */
public sealed interface Delivered {
    /**
     * @param result the handler's reply as text
     * @param reason what the handler says beside it about a failure, empty for nothing
     */
    record Answered(String result, String reason) implements Delivered {
        public Answered(String result) {
            this(result, "");
        }
    }

    /** No handler's reply became a result, and another attempt would not change that. */
    record Judged(Verdict verdict) implements Delivered {}

    /**
     * The service cannot be connected to, so that its handler has not begun: the message waits in its queue, and no
     * attempt counts.
     *
     * @param why for a person
     */
    record Unreached(String why) implements Delivered {}

    /**
     * The handler broke down, or its connection did: an attempt is lost.
     *
     * @param why for a person
     */
    record Lost(String why) implements Delivered {}

    /** This process is stopping: another one is to execute it. */
    record GivenBack() implements Delivered {}
}
