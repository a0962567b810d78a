package io.butterfly.baichuan.http;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;

/** What a call must be like before anything is done. */
public final class Checks {
    private Checks() {}

    public static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw refusal(otherwise);
        }
    }

    static Refusal refusal(String reason) {
        return new Refusal(Stat.ERR_BAD_PARAMS, reason);
    }
}
