package io.butterfly.mysql;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The driver's options of an address: ours come first, and those of the address win, except for the few that the
 * statements rely on.
 *
 * @param text {@code name=value&name=value}, encoded
 * @param overruled options of the address that do not count, as {@code name=value}
 */
record DriverOptions(String text, List<String> overruled) {
    /**
     * The timeouts keep a dead server from holding threads for ever. The driver need not ask the server for what it has
     * set itself, nor parse a statement twice. A date that old servers stored as zeros is read as the first day of year
     * 1.
     */
    private static final Map<String, String> OURS = ordered(
            "rewriteBatchedStatements",
            "true",
            "connectTimeout",
            "2000",
            "socketTimeout",
            "15000",
            "tcpKeepAlive",
            "true",
            "characterEncoding",
            "UTF-8",
            "useLocalSessionState",
            "true",
            "cachePrepStmts",
            "true",
            "prepStmtCacheSize",
            "100",
            "prepStmtCacheSqlLimit",
            "4096",
            "zeroDateTimeBehavior",
            "ROUND",
            "sslMode",
            "PREFERRED");

    /**
     * Sessions in UTC keep instants right whatever the host's zone; {@link Sql} sends several statements at once, and
     * counts rows that it found.
     */
    private static final Map<String, String> FIXED = ordered(
            "connectionTimeZone",
            "UTC",
            "forceConnectionTimeZoneToSession",
            "true",
            "allowMultiQueries",
            "true",
            "useAffectedRows",
            "false");

    private static final String OTHER_NAME_OF_THE_ZONE = "serverTimezone";
    private static final Set<String> OLDER_THAN_SSL_MODE = Set.of("usessl", "requiressl", "verifyservercertificate");

    DriverOptions {
        overruled = List.copyOf(overruled);
    }

    /** @param given by name, decoded; names in any case, as the driver takes them */
    static DriverOptions with(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(OURS);
        if (given.keySet().stream().anyMatch(name -> OLDER_THAN_SSL_MODE.contains(name.toLowerCase(Locale.ROOT)))) {
            all.remove("sslMode");
        }
        all.putAll(given);
        List<String> overruled = new ArrayList<>();
        FIXED.forEach((name, value) -> overrule(all, name, value, overruled));
        overrule(all, OTHER_NAME_OF_THE_ZONE, FIXED.get("connectionTimeZone"), overruled);
        all.remove(OTHER_NAME_OF_THE_ZONE);
        return new DriverOptions(
                all.entrySet().stream().map(DriverOptions::written).collect(Collectors.joining("&")), overruled);
    }

    private static void overrule(Map<String, String> all, String name, String value, List<String> overruled) {
        String given = all.put(name, value);
        if (given != null && !given.equalsIgnoreCase(value)) {
            overruled.add(name + "=" + given);
        }
    }

    private static String written(Map.Entry<String, String> option) {
        return option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8);
    }

    /** The options of a query string, decoded. */
    static Map<String, String> read(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String option : query.split("&")) {
                String[] parts = option.split("=", 2);
                options.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
            }
        }
        return options;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
