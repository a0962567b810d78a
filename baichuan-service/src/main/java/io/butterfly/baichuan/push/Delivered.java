package io.butterfly.baichuan.push;

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

    /**
     * The handler could not be reached or broke down: an attempt is lost.
     *
     * @param why for a person
     */
    record Lost(String why) implements Delivered {}

    /** This process is stopping: another one is to execute it. */
    record GivenBack() implements Delivered {}
}
