package io.butterfly.xingqiao;

import io.butterfly.http.server.Service;
import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The process. */
public final class XingQiao {
    static final List<Setting> SETTINGS = Common.with(
            8582,
            Stream.concat(
                    Common.mysql("xingqiao"),
                    Stream.of(
                            Common.BAICHUAN_URL,
                            Common.ZONE,
                            Common.BYTES_IN_FLIGHT,
                            Common.AUDIT_DAYS,
                            Common.NOTICES_FILE,
                            Setting.text("xingqiao.plugins", "plugins"),
                            Setting.number("xingqiao.job-days", 0, 0, 100_000),
                            Setting.number("xingqiao.progress-loops", 4, 1, 64),
                            Setting.duration(
                                    "xingqiao.acknowledge-after", "50ms", Duration.ZERO, Duration.ofSeconds(10)),
                            Setting.duration(
                                    "xingqiao.still-limit", "10m", Duration.ofSeconds(1), Duration.ofDays(365)))));

    private XingQiao() {}

    public static void main(String[] args) {
        Service.run(XingQiao.class, SETTINGS, args);
    }
}
