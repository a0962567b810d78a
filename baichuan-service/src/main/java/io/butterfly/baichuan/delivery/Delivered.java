package io.butterfly.baichuan.delivery;

/** What came of handing a message over. */
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

    /** This process is stopping: somebody else shall do it. */
    record GivenBack() implements Delivered {}
}
