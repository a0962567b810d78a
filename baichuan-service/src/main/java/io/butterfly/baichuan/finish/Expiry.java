package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.redis.Answers;

/** What became of a message whose time to be started may be over. */
public sealed interface Expiry {
    /** It was queued, and has failed now. */
    record Expired(String id) implements Expiry {}

    /** It had ended. */
    record Ended(String id) implements Expiry {}

    record Gone(String id) implements Expiry {}

    /** It is being executed, or has time left: to be looked at then (ms). */
    record Later(String id, long at) implements Expiry {}

    static Expiry of(String id, Object answer) {
        return answer instanceof Long later
                ? new Later(id, later)
                : switch (Answers.text(answer)) {
                    case "expired" -> new Expired(id);
                    case "gone" -> new Gone(id);
                    default -> new Ended(id);
                };
    }
}
