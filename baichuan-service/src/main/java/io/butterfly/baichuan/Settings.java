package io.butterfly.baichuan;

import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What an operator may set. Those of pushing stand with it: {@code PushSettings}, {@code RouteSettings}. */
final class Settings {
    /** Their names, defaults and limits, checked before anything starts. */
    static final List<Setting> ALL = Common.with(
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
                    Setting.flag("baichuan.demo-handlers", true),
                    Setting.number("baichuan.audit-length", 10_000, 100, 1_000_000),
                    Setting.fraction("baichuan.memory-watermark", "0.9"),
                    Setting.number("baichuan.max-memory", 0, 0, Long.MAX_VALUE / 1_000),
                    Setting.text("baichuan.routes.*", "")));

    private Settings() {}

    /**
     * @param lease after so long without a sign of life of a worker others take its messages
     * @param memoryWatermark the part of Redis' memory above which publishing is refused
     * @param maxMemory bytes that Redis may use when it does not say so itself; 0 for no limit
     */
    @ConfigurationProperties("baichuan")
    record Messages(
            @Bindable(defaultValue = "30s") Duration lease,
            @Bindable(defaultValue = "0.9") double memoryWatermark,
            @Bindable(defaultValue = "0") long maxMemory) {}

    /** @param forgetAfter a queue that has been empty for so long is forgotten */
    @ConfigurationProperties("baichuan.queue")
    record Emptied(@Bindable(defaultValue = "1h") Duration forgetAfter) {}
}
