package io.butterfly.embedded.service;

import io.butterfly.embedded.Servers;
import java.util.Map;

/**
 * The services that the tests of this JVM share; started when first asked for, ended with the JVM. Use names that no
 * other test uses.
 */
public final class Services {
    private static ServiceProcess baiChuan;

    private Services() {}

    /** On the shared Redis, with a lease of 3 s. */
    public static synchronized ServiceProcess baiChuan() {
        if (baiChuan == null) {
            baiChuan = startBaiChuan(Servers.redis().url());
        }
        return baiChuan;
    }

    /**
     * One that a test may stop or kill. It waits for Redis longer than as a rule: the machine may be busy with other
     * builds.
     *
     * @param redisUrl without options
     */
    public static ServiceProcess startBaiChuan(String redisUrl) {
        return ServiceProcess.start(
                ServiceModule.BAICHUAN,
                Map.of("BUTTERFLY_REDIS_URL", redisUrl + "?socket_timeout=20", "BAICHUAN_LEASE", "3s"));
    }
}
