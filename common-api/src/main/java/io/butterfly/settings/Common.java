package io.butterfly.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The settings that more than one service has. Every name that begins with {@code butterfly} stands here. */
public final class Common {
    public static final Setting BAICHUAN_URL = Setting.address("butterfly.baichuan.url", "http://127.0.0.1:8581");
    public static final Setting XINGQIAO_URL = Setting.address("butterfly.xingqiao.url", "");
    public static final Setting RUQI_URL = Setting.address("butterfly.ruqi.url", "");
    public static final Setting RUQI_URLS = Setting.addresses("butterfly.ruqi.urls", "http://127.0.0.1:8583");
    public static final Setting BAICHUAN_URLS = Setting.addresses("butterfly.baichuan.urls", "");
    public static final Setting XINGQIAO_URLS = Setting.addresses("butterfly.xingqiao.urls", "");
    public static final Setting TRUSTED_PEERS = Setting.peers("butterfly.trusted-peers", true);
    /** After so many days a change is forgotten; 0 keeps all. */
    public static final Setting AUDIT_DAYS = Setting.number("butterfly.audit-days", 400, 0, 100_000);

    /** Which events become notices, and for whom. */
    public static final Setting NOTICES_FILE = Setting.text("butterfly.notices-file", "");

    public static final Setting REDIS_URL = Setting.text("butterfly.redis.url", "redis://127.0.0.1:6379/0");
    public static final Setting REDIS_ACCEPT_LOSS = Setting.flag("butterfly.redis.accept-loss", false);
    public static final Setting BYTES_IN_FLIGHT = Setting.bytes("butterfly.bytes-in-flight", "");
    public static final Setting ZONE = Setting.zone("butterfly.zone");
    /** For scripts. */
    public static final Setting URL = Setting.address("butterfly.url", "http://127.0.0.1:8585");

    public static final Setting TOKEN = Setting.secret("butterfly.token");

    private Common() {}

    /** The zone that a value of {@link #ZONE} names; the host's when it is empty. */
    public static ZoneId zone(String value) {
        return value.isBlank() ? ZoneId.systemDefault() : ZoneId.of(value);
    }

    /** What each service has, and its own. */
    public static List<Setting> with(int port, Stream<Setting> own) {
        List<Setting> all = new ArrayList<>(List.of(
                Setting.choice("app.env", "local", "local", "test", "online"),
                Setting.text("butterfly.host", "127.0.0.1"),
                Setting.number("butterfly.port", port, 0, 65_535),
                Setting.flag("butterfly.allow-anonymous", false),
                Setting.text("butterfly.allowed-hosts", ""),
                Setting.text("butterfly.tokens-file", ""),
                TRUSTED_PEERS,
                Setting.choice("butterfly.proxy-role", "", "viewer", "operator", "admin", "header"),
                Setting.peers("butterfly.allowed-clients", false),
                Setting.secret("butterfly.admin-token"),
                Setting.secret("butterfly.service-token"),
                Setting.secret("butterfly.jwt-secret"),
                Setting.duration("butterfly.stop.delay", "0s", Duration.ZERO, Duration.ofMinutes(10)),
                Setting.choice("butterfly.access-log", "off", "off", "requests", "all"),
                Setting.text("butterfly.log-folder", "logs"),
                Setting.choice("butterfly.log-format", "text", "text", "json"),
                Setting.address("otel.exporter.otlp.endpoint", ""),
                Setting.secret("otel.exporter.otlp.headers"),
                Setting.memberName("butterfly.stat-adaptor.status-name"),
                Setting.statMap("butterfly.stat-adaptor.status-map", "OK=true,default=false"),
                Setting.memberName("butterfly.stat-adaptor.message-name"),
                Setting.text("butterfly.outbound.allow", ""),
                Setting.text("butterfly.outbound.deny", "")));
        own.forEach(all::add);
        return List.copyOf(all);
    }

    /** The database's address, for all services that have one or for a service. */
    public static Stream<Setting> mysql(String service) {
        return Stream.of("butterfly", service)
                .flatMap(prefix -> Stream.of(
                        Setting.text(prefix + ".mysql.url", ""),
                        Setting.text(prefix + ".mysql.user", ""),
                        Setting.secret(prefix + ".mysql.password")));
    }

    /** The names of all services, because they may share one environment. */
    static Stream<Setting> all() {
        return Stream.of(
                        with(0, mysql("butterfly")).stream(),
                        Stream.of(
                                BAICHUAN_URL,
                                XINGQIAO_URL,
                                RUQI_URL,
                                BAICHUAN_URLS,
                                XINGQIAO_URLS,
                                RUQI_URLS,
                                REDIS_URL,
                                REDIS_ACCEPT_LOSS,
                                BYTES_IN_FLIGHT,
                                AUDIT_DAYS,
                                NOTICES_FILE,
                                ZONE,
                                URL,
                                TOKEN))
                .flatMap(settings -> settings);
    }
}
