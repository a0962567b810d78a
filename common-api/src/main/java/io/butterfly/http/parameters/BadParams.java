package io.butterfly.http.parameters;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;

/** Parameters that do not fit the call. The contract fixes the header's text; the message says what is wrong. */
public final class BadParams extends Refusal {
    private final String reason;

    private BadParams(Stat stat, String reason, String message) {
        super(stat, message);
        this.reason = reason;
    }

    /** A name the call does not know, or a required one missing, or a value it cannot take. */
    static BadParams check(String message) {
        return new BadParams(Stat.ERR_BAD_PARAMS, "Param check failed", message);
    }

    /** The body is no JSON object. */
    static BadParams body(String message) {
        return new BadParams(Stat.ERR_BAD_PARAMS, "Param check exception", message);
    }

    /** Text where a number belongs: the Python service has this code for it. */
    static BadParams number(String message) {
        return new BadParams(Stat.ERR_SERVER_EXCEPTION, "API Processing Exception", message);
    }

    /** The text of {@code x-reason}. */
    public String reason() {
        return reason;
    }
}
