package io.butterfly.ruqi.dispatch;

import java.io.IOException;

/** A reply redirects to an address that a job must not call. The target has answered, so the call has an end. */
final class BadRedirect extends IOException {
    private static final long serialVersionUID = 1L;

    BadRedirect(String reason) {
        super(reason);
    }
}
