package io.butterfly.outbound;

import java.io.IOException;

/** A reply's body has more bytes than its reader takes. */
public final class ReplyTooLarge extends IOException {
    ReplyTooLarge(int bytes) {
        super("the reply is larger than " + bytes + " bytes");
    }
}
