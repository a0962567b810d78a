package io.butterfly.queue;

import java.io.IOException;

/** There is no message of this id; it may have expired. */
public final class NoSuchMessage extends IOException {
    NoSuchMessage(String id) {
        super("there is no message " + id + "; it may have expired");
    }
}
