package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Verdict;

/**
 * What a holder, or recovery in its place, has to say about an execution.
 *
 * @param lease the token the message was started under
 */
public sealed interface Outcome {
    /** Why a message is queued again. */
    enum Why {
        GIVEN_BACK(""),
        LOST("attempt"),
        RETRIED("retries");

        private final String counter;

        Why(String counter) {
            this.counter = counter;
        }

        /** The field of the hash that counts these, empty for none. */
        public String counter() {
            return counter;
        }
    }

    String id();

    String lease();

    /** @param seen lease_until that the hash must still have (recovery has judged by it), 0 when it does not matter */
    record End(String id, String lease, long seen, Verdict verdict) implements Outcome {}

    /**
     * @param seen as in {@link End}
     * @param why what counts it
     * @param delayMillis how long it may not be claimed
     */
    record Requeue(String id, String lease, long seen, Why why, long delayMillis) implements Outcome {}
}
