package io.butterfly.worker;

/**
 * What a worker does with a message. Runs on a virtual thread; is interrupted when the message is cancelled or past its
 * timeout.
 */
@FunctionalInterface
public interface Handler {
    /**
     * Returns the reply: anything Jackson writes as a JSON object with a member {@code stat}, such as
     * {@link io.butterfly.api.Reply}. An exception, or a reply of more than 4 MB, becomes the reply
     * {@code ERR_SERVER_EXCEPTION}.
     */
    Object handle(Invocation invocation) throws Exception;
}
