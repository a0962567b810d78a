package io.butterfly.queue;

import io.butterfly.api.baichuan.TaskInfo;

/** What BaiChuan says of a message when it is asked. */
public sealed interface Found {

    /**
     * It is there.
     *
     * @param stat of the answer: for an ended message the code of its result, where the message itself has none
     */
    record Known(TaskInfo info, String stat) implements Found {}

    /** It has not ended; nothing else is known. */
    record UnderWay() implements Found {}

    /** There is no message of this id: it expired, was deleted, or never was. */
    record Absent() implements Found {}

    /**
     * What BaiChuan says of it cannot be read.
     *
     * @param isTooDeep because its result is nested too deep
     */
    record Unreadable(boolean isTooDeep) implements Found {}

    /** How large its result is. */
    default int characters() {
        return this instanceof Known(TaskInfo info, String _s) && info.result() != null
                ? info.result().text().length()
                : 0;
    }
}
