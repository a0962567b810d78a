package io.butterfly.gateway;

import io.butterfly.http.server.Service;
import io.butterfly.settings.Common;
import io.butterfly.settings.Setting;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.stream.Stream;

/** The gateway as a process of its own; the standalone set-up runs it inside its launcher. */
public final class Gateway {
    static final List<Setting> SETTINGS = Common.with(
            8585,
            Stream.of(
                    Common.BAICHUAN_URL,
                    Setting.address(Common.XINGQIAO_URL.name(), "http://127.0.0.1:8582"),
                    Common.BAICHUAN_URLS,
                    Common.XINGQIAO_URLS,
                    Common.RUQI_URLS));

    private Gateway() {}

    public static void main(String... args) {
        run(args);
    }

    /** Returns once it listens. */
    public static ApplicationContext run(String... args) {
        return Service.run(Gateway.class, SETTINGS, args);
    }
}
