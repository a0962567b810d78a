package io.butterfly.baichuan;

import io.butterfly.http.server.Service;
import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Starts BaiChuan. */
public final class BaiChuan {
    static final List<Setting> SETTINGS = Common.with(
            8581,
            Stream.of(
                    Common.REDIS_URL,
                    Common.REDIS_ACCEPT_LOSS,
                    Common.XINGQIAO_URL,
                    Common.RUQI_URL,
                    Common.ZONE,
                    Common.BYTES_IN_FLIGHT,
                    Setting.duration("baichuan.lease", "30s", Duration.ofSeconds(1), Duration.ofHours(1)),
                    Setting.duration("baichuan.push.lease", "10s", Duration.ofSeconds(1), Duration.ofHours(1)),
                    Setting.duration("baichuan.push.backoff", "5s", Duration.ofMillis(1), Duration.ofMinutes(5)),
                    Setting.duration("baichuan.push.limit", "1h", Duration.ofSeconds(1), Duration.ofDays(30)),
                    Setting.duration("baichuan.queue.forget-after", "1h", Duration.ofSeconds(1), Duration.ofDays(365)),
                    Setting.number("baichuan.audit-length", 10_000, 100, 1_000_000),
                    Setting.fraction("baichuan.memory-watermark", "0.9"),
                    Setting.number("baichuan.max-memory", 0, 0, Long.MAX_VALUE / 1_000),
                    Setting.text("baichuan.routes.*", "")));

    private BaiChuan() {}

    public static void main(String[] args) {
        Service.run(BaiChuan.class, SETTINGS, args);
    }
}
