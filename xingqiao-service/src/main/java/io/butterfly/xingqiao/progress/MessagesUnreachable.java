package io.butterfly.xingqiao.progress;

/** BaiChuan did not answer, or not usefully: nothing is known about the messages that were asked for. */
public final class MessagesUnreachable extends RuntimeException {
    public MessagesUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
