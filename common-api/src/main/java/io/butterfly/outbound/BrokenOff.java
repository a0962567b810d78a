package io.butterfly.outbound;

import java.io.IOException;

/**
 * The connection ended before a reply began. The peer may not have seen the request, or have died while it worked on
 * it.
 */
public final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOff(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
