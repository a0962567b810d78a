package io.butterfly.ruqi.message;

import io.butterfly.api.baichuan.Finished;

/** How far a message is, when BaiChuan is asked. */
public sealed interface MessageState {

    /** It waits, or is being executed. */
    record Open() implements MessageState {}

    record Ended(Finished end) implements MessageState {}

    /** BaiChuan has no message of this firing: it was deleted, it was lost, or its id has been used for another. */
    record Gone() implements MessageState {}

    /** It is there, but BaiChuan's answer about it cannot be read. */
    record Unreadable(String reason) implements MessageState {}
}
