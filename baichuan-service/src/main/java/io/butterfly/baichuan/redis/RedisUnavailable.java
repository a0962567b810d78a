package io.butterfly.baichuan.redis;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;

/** Redis cannot be asked now. Whether the last step was done is unknown. */
final class RedisUnavailable extends Refusal {
    RedisUnavailable(String why) {
        super(
                Stat.ERR_SERVER_EXCEPTION,
                "Redis is away (" + why + "); try again, with the same task_id when you publish");
    }

    private RedisUnavailable() {
        super(
                Stat.ERR_STORE_FULL,
                "Redis has no memory left and takes nothing more; try again later, with the same task_id when you"
                        + " publish");
    }

    static RedisUnavailable full() {
        return new RedisUnavailable();
    }
}
