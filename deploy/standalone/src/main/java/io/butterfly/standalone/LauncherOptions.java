package io.butterfly.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param port of the gateway
 * @param data the folder of this set-up
 * @param ruqiReplicas how many RuQi processes share the work
 * @param isDemo whether to add the manual's example jobs
 * @param mySql an existing server; empty for the embedded MariaDB
 * @param redisUrl an existing server; empty for the embedded Redis
 */
record LauncherOptions(
        int port, Path data, int ruqiReplicas, boolean isDemo, Optional<MySql> mySql, Optional<String> redisUrl) {
    static final Set<String> WITH_VALUE = Set.of(
            "--port", "--data", "--ruqi-replicas", "--mysql-url", "--mysql-user", "--mysql-password", "--redis-url");
    private static final int MAX_REPLICAS = 16;

    /** An existing database; user and password may be inside the address. */
    record MySql(String url, Optional<String> user, Optional<String> password) {}

    /** Throws {@link IllegalArgumentException} with one line for the person at the keyboard. */
    static LauncherOptions parse(List<String> args, Path defaultData, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        boolean isDemo = false;
        for (Deque<String> rest = new ArrayDeque<>(args); !rest.isEmpty(); ) {
            String[] option = rest.pop().split("=", 2);
            if (option[0].equals("--demo") && option.length == 1) {
                isDemo = true;
            } else if (WITH_VALUE.contains(option[0])) {
                given.put(option[0], option.length == 2 ? option[1] : value(option[0], rest));
            } else {
                throw new IllegalArgumentException("unknown option " + option[0] + "; --help lists them");
            }
        }
        return new LauncherOptions(
                number("--port", given.getOrDefault("--port", "8585"), 65_535),
                Optional.ofNullable(given.get("--data")).map(Path::of).orElse(defaultData),
                number("--ruqi-replicas", given.getOrDefault("--ruqi-replicas", "2"), MAX_REPLICAS),
                isDemo,
                mySql(given, environment),
                Optional.ofNullable(given.get("--redis-url")));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty() || rest.peek().startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }

    private static int number(String option, String text, int max) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > max) {
            throw new IllegalArgumentException(option + " must be a number from 1 to " + max + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Optional<MySql> mySql(Map<String, String> given, Map<String, String> environment) {
        if (!given.containsKey("--mysql-url")
                && (given.containsKey("--mysql-user") || given.containsKey("--mysql-password"))) {
            throw new IllegalArgumentException("--mysql-user and --mysql-password need --mysql-url");
        }
        Optional<String> password = Optional.ofNullable(given.get("--mysql-password"))
                .or(() -> Optional.ofNullable(environment.get("BUTTERFLY_MYSQL_PASSWORD")));
        return Optional.ofNullable(given.get("--mysql-url"))
                .map(url -> new MySql(url, Optional.ofNullable(given.get("--mysql-user")), password));
    }
}
