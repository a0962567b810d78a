package io.butterfly.standalone;

import io.butterfly.embedded.process.Ports;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The processes of a set-up by name, and where each listens. A process keeps its port as long as the launcher runs.
 *
 * @param ports by name, in the order in which they are shown
 */
record Plan(Map<String, Integer> ports) {
    static final String MARIADB = "mariadb";
    static final String REDIS = "redis";
    static final String BAICHUAN = "baichuan-1";
    static final String XINGQIAO = "xingqiao-1";
    static final String GATEWAY = "gateway";
    /** Their log lines stay in their files and are not printed. */
    static final List<String> DATABASES = List.of(MARIADB, REDIS);

    private static final String RUQI = "ruqi-";

    static Plan of(LauncherOptions options) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (options.mySql().isEmpty()) {
            ports.put(MARIADB, freeBeside(ports));
        }
        if (options.redisUrl().isEmpty()) {
            ports.put(REDIS, freeBeside(ports));
        }
        ports.put(BAICHUAN, freeBeside(ports));
        ports.put(XINGQIAO, freeBeside(ports));
        IntStream.rangeClosed(1, options.ruqiReplicas()).forEach(i -> ports.put(RUQI + i, freeBeside(ports)));
        ports.put(GATEWAY, options.port());
        return new Plan(ports);
    }

    private static int freeBeside(Map<String, Integer> taken) {
        int port = Ports.free();
        while (taken.containsValue(port)) {
            port = Ports.free();
        }
        return port;
    }

    int port(String name) {
        return ports.get(name);
    }

    String url(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    List<String> ruqis() {
        return ports.keySet().stream().filter(name -> name.startsWith(RUQI)).toList();
    }

    String ruqiUrls() {
        return ruqis().stream().map(this::url).collect(Collectors.joining(","));
    }

    /** Those that are processes of their own: all but the gateway. */
    List<String> children() {
        return ports.keySet().stream().filter(name -> !name.equals(GATEWAY)).toList();
    }
}
