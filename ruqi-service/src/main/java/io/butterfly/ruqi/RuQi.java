package io.butterfly.ruqi;

import io.butterfly.http.server.Service;
import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** 如期: fires jobs on time. */
public final class RuQi {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    static final List<Setting> SETTINGS = Common.with(
            8583,
            Stream.concat(
                    Common.mysql("ruqi"),
                    Stream.of(
                            Common.BAICHUAN_URL,
                            Common.ZONE,
                            Common.BYTES_IN_FLIGHT,
                            Common.URL,
                            Common.TOKEN,
                            Setting.choice("ruqi.scheduler-store", "mysql", "mysql", "memory", "none"),
                            Setting.duration("ruqi.lease", "5s", SECOND, Duration.ofHours(1)),
                            Setting.text("ruqi.scripts-root", ""),
                            Setting.text("ruqi.scripts-python", "python3"),
                            Setting.duration("ruqi.script-limit", "1h", SECOND, DAY.multipliedBy(30)),
                            Setting.duration("ruqi.http-limit", "90s", SECOND, DAY),
                            Setting.number("ruqi.message-slots", 2_000, 1, 100_000),
                            Setting.number("ruqi.http-slots", 200, 1, 100_000),
                            Setting.number("ruqi.script-slots", 20, 1, 10_000),
                            Setting.number("ruqi.http-redirects", 5, 0, 100),
                            Setting.number("ruqi.history-days", 180, 0, 100_000),
                            Setting.number("ruqi.history-per-job", 10_000, 0, 1_000_000_000))));

    private RuQi() {}

    public static void main(String[] args) {
        Service.run(RuQi.class, SETTINGS, args);
    }
}
