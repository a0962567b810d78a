package io.butterfly.ruqi.dispatch;

import java.io.IOException;

/** A reply redirects to where a job's call does not go. The target has answered, so it is known how the call ended. */
final class BadRedirect extends IOException {
    private static final long serialVersionUID = 1L;

    BadRedirect(String reason) {
        super(reason);
    }
}
