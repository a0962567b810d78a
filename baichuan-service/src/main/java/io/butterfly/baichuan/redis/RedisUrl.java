package io.butterfly.baichuan.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of Redis. The manual's form is
 * {@code redis://[user]:[password]@host:port/db?socket_timeout=2&socket_connect_timeout=0.5&retry_on_timeout=false}.
 * Beside it, {@code redis-sentinel://host:port,host:port/db#master} asks Sentinels where the master of that name is
 * (the password is the master's; the Sentinels' own is the option {@code sentinel_password}), and
 * {@code redis-cluster://host:port,host:port} names some nodes of a cluster. {@code rediss}, {@code rediss-sentinel}
 * and {@code rediss-cluster} mean TLS. Everything but a host and the master's name may be left out.
 * {@code retry_on_timeout} is understood and has no effect: a publisher that repeats its call with the same id is safe,
 * and the service itself never repeats a command. Other options of Python's client are passed over.
 *
 * @param nodes the server, the Sentinels, or nodes of the cluster
 * @param master the name Sentinels know it by; empty for the other kinds
 */
public record RedisUrl(
        Kind kind,
        boolean isTls,
        List<Node> nodes,
        String master,
        int database,
        Credentials credentials,
        Timeouts timeouts) {
    private static final Pattern FORM = Pattern.compile("redis(s?)(?:-(sentinel|cluster))?://(?:([^@/?#]*)@)?([^@/?#]+)"
            + "(?:/([0-9]{0,4}))?(?:\\?([^#]*))?(?:#(.*))?");
    private static final Pattern NODE = Pattern.compile("([^:\\[\\]\\s]+|\\[[0-9a-fA-F:]+])(?::([0-9]{1,5}))?");
    private static final double DEFAULT_SOCKET_TIMEOUT = 2;
    private static final double DEFAULT_CONNECT_TIMEOUT = 0.5;
    private static final double LONGEST_TIMEOUT = 60;
    private static final String RULE = "it must have the form redis://[user]:[password]@host:port/db, "
            + "redis-sentinel://host:port,host:port/db#master or redis-cluster://host:port,host:port "
            + "(characters such as '@' or '/' in a password percent-encoded)";

    /** Who is at the address. */
    public enum Kind {
        SERVER(6379),
        SENTINELS(26379),
        CLUSTER(6379);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    /** @param ofSentinels the password that the Sentinels ask for */
    public record Credentials(Optional<String> user, Optional<String> password, Optional<String> ofSentinels) {}

    /**
     * @param socket how long a command may take
     * @param connect how long connecting may take
     */
    public record Timeouts(Duration socket, Duration connect) {}

    public record Node(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    public RedisUrl {
        nodes = List.copyOf(nodes);
        require(kind != Kind.SERVER || nodes.size() == 1, "several hosts need redis-sentinel:// or redis-cluster://");
        require(kind == Kind.SENTINELS || master.isEmpty(), "'#' and a name belong to redis-sentinel:// only");
        require(
                kind != Kind.SENTINELS || !master.isEmpty(),
                "redis-sentinel:// must end with '#' and the name of the master");
        require(kind != Kind.CLUSTER || database == 0, "a cluster has no database but 0");
    }

    private static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Throws {@link IllegalArgumentException} with one line that says what is wrong; it never repeats the password. */
    public static RedisUrl parse(String text) {
        Matcher url = FORM.matcher(text);
        require(url.matches(), RULE);
        Kind kind =
                url.group(2) == null ? Kind.SERVER : url.group(2).equals("sentinel") ? Kind.SENTINELS : Kind.CLUSTER;
        Map<String, String> options = options(url.group(6));
        return new RedisUrl(
                kind,
                !url.group(1).isEmpty(),
                nodes(url.group(4), kind.defaultPort),
                url.group(7) == null ? "" : url.group(7),
                number(url.group(5), 0),
                new Credentials(
                        credential(url.group(3), 0),
                        credential(url.group(3), 1),
                        Optional.ofNullable(options.get("sentinel_password")).map(RedisUrl::decoded)),
                new Timeouts(
                        seconds(options, "socket_timeout", DEFAULT_SOCKET_TIMEOUT),
                        seconds(options, "socket_connect_timeout", DEFAULT_CONNECT_TIMEOUT)));
    }

    private static List<Node> nodes(String text, int defaultPort) {
        List<Node> nodes = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher node = NODE.matcher(one);
            require(node.matches(), RULE);
            int port = number(node.group(2), defaultPort);
            require(port > 0 && port <= 65_535, "port must be from 1 to 65535, not " + port);
            nodes.add(new Node(node.group(1), port));
        }
        return nodes;
    }

    private static int number(String digits, int otherwise) {
        return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    /** {@code user:password}, either may be empty; a single word is the user, as in every URL. */
    private static Optional<String> credential(String userInfo, int index) {
        String[] parts = userInfo == null ? new String[0] : userInfo.split(":", 2);
        if (index >= parts.length || parts[index].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(decoded(parts[index]));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new HashMap<>();
        for (String option : query == null ? new String[0] : query.split("&")) {
            String[] parts = option.split("=", 2);
            options.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return options;
    }

    private static Duration seconds(Map<String, String> options, String name, double otherwise) {
        String text = options.getOrDefault(name, "");
        if (!text.isEmpty() && !text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException(name + " must be seconds, not '" + text + "'");
        }
        double seconds = text.isEmpty() ? otherwise : Double.parseDouble(text);
        if (seconds <= 0 || seconds > LONGEST_TIMEOUT) {
            throw new IllegalArgumentException(name + " must be more than 0 and at most 60 seconds, not " + text);
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    @Override
    public String toString() {
        String hosts = nodes.stream().map(Node::toString).collect(Collectors.joining(","));
        return switch (kind) {
            case SERVER -> hosts + "/" + database;
            case SENTINELS -> master + " of " + hosts + "/" + database;
            case CLUSTER -> "the cluster of " + hosts;
        };
    }
}
