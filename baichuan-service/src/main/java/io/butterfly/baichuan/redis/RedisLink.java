package io.butterfly.baichuan.redis;

import io.butterfly.kernel.PollLoop;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that all commands go through. */
@Singleton
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int ONCE_A_MINUTE = 120;
    private static final Duration CONNECTED = Duration.ofSeconds(10);
    private static final String REFUSAL =
            "the Redis of BUTTERFLY_REDIS_URL may lose messages: %s; change it, or accept that with"
                    + " BUTTERFLY_REDIS_ACCEPT_LOSS=true";

    private final Driver driver;
    private final RedisUrl url;
    private final Durability durability;
    private volatile Driver.Session session;
    private volatile String refusal = "";
    private volatile boolean closed;
    private PollLoop connecting;
    private int failures; // first the constructing thread's, then the loop's

    RedisLink(Driver driver, RedisUrl url, @Value("${butterfly.redis.accept-loss:false}") boolean isLossAccepted) {
        this.driver = driver;
        this.url = url;
        this.durability = new Durability(isLossAccepted);
    }

    /** Throws when there is a Redis that may lose messages. */
    @PostConstruct
    void start() {
        connect().orElseThrow(() -> new ConfigurationException(refusal));
        connecting =
                PollLoop.start("redis-link", () -> session == null ? connect().orElseGet(this::refused) : lookAgain());
    }

    /** How long to wait for the next try; nothing when this Redis will not do. */
    private Optional<Duration> connect() {
        try {
            Driver.Session fresh = driver.connect();
            Optional<String> fault = faultOf(fresh);
            if (fault.isPresent() && !durability.isLossAccepted()) {
                fresh.connection().close();
                refusal = REFUSAL.formatted(fault.get());
                return Optional.empty();
            }
            durability.note(fault.orElse(""));
            refusal = "";
            session = fresh;
            LOG.info("connected to Redis at {}", url);
            return Optional.of(CONNECTED);
        } catch (RedisException | RedisUnavailable e) {
            report("Redis at %s (BUTTERFLY_REDIS_URL) does not answer, trying again: %s"
                    .formatted(url, Answers.rootOf(e).getMessage()));
            return Optional.of(RETRY);
        }
    }

    /**
     * After a reconnect or a fail-over it may be another server, with other settings. It is used all the same: what is
     * in it needs us.
     */
    private Duration lookAgain() {
        try {
            durability.note(
                    Durability.fault(session.askAll(server -> server.info())).orElse(""));
        } catch (RedisException | RedisUnavailable e) {
            LOG.debug("whether Redis may lose messages is looked at when it answers again", e);
        }
        return CONNECTED;
    }

    /** Why this Redis may lose messages, although no setting accepts that; found out while it is used. */
    Optional<String> fault() {
        return durability.fault();
    }

    private static Optional<String> faultOf(Driver.Session fresh) {
        try {
            return Durability.fault(fresh.askAll(server -> server.info()));
        } catch (RedisUnavailable e) {
            fresh.connection().close();
            throw e;
        }
    }

    private Duration refused() {
        report(refusal);
        return RETRY;
    }

    private void report(String text) {
        if (failures++ % ONCE_A_MINUTE == 0) {
            LOG.warn(text);
        }
    }

    /** Commands may be sent without waiting for answers; wait for those with {@link Answers#await}. */
    public Commands commands() {
        return connected().commands();
    }

    private Driver.Session connected() {
        Driver.Session now = session;
        if (now == null || closed) {
            throw new RedisUnavailable(refusal.isEmpty() ? "not connected" : "it may lose messages; the log says why");
        }
        return now;
    }

    /** Asks each server that takes writes; the answers by the server's name, an error where it cannot be reached. */
    <T> Map<String, CompletionStage<T>> askAll(
            Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> question) {
        return connected().askAll(question);
    }

    /** A section of what each server says of itself, by the server's name. */
    public Map<String, String> info(String section) {
        Map<String, String> infos = new LinkedHashMap<>();
        askAll(server -> server.info(section)).forEach((name, answer) -> infos.put(name, Answers.await(answer)));
        return infos;
    }

    /** Whether a script may touch hash and index together. */
    public boolean isOneServer() {
        return url.kind() != RedisUrl.Kind.CLUSTER;
    }

    /**
     * Runs a script by its digest; a Redis that does not know it yet gets the text. The answer holds numbers, bytes,
     * and lists of these.
     */
    public CompletionStage<List<Object>> run(Script script, Collection<String> keys, Args args) {
        RedisClusterAsyncCommands<String, byte[]> commands = commands().driver();
        String[] names = keys.toArray(String[]::new);
        byte[][] values = args.toArray();
        CompletionStage<List<Object>> known = commands.evalsha(script.digest(), ScriptOutputType.MULTI, names, values);
        return known.exceptionallyCompose(e -> Answers.rootOf(e) instanceof RedisNoScriptException
                ? commands.eval(script.text(), ScriptOutputType.MULTI, names, values)
                : CompletableFuture.failedStage(e));
    }

    /**
     * Runs a script over keys that may be many and anywhere, in as few calls as Redis allows.
     *
     * @param first the values that every call begins with
     * @param values those of one key, by its place
     * @return what the script says to each key, in order; null where it said nothing
     */
    public List<Object> each(Script script, List<String> keys, Args first, IntFunction<Object[]> values) {
        return each(script, List.of(), keys, first, values);
    }

    /** @param leading the keys that every call begins with; on a cluster they would be in another slot */
    public List<Object> each(
            Script script, List<String> leading, List<String> keys, Args first, IntFunction<Object[]> values) {
        List<List<Integer>> chunks = Chunks.of(keys, !isOneServer());
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (List<Integer> chunk : chunks) {
            Args args = first.copy();
            chunk.forEach(place -> args.add(values.apply(place)));
            List<String> all = new ArrayList<>(leading);
            chunk.forEach(place -> all.add(keys.get(place)));
            answers.add(run(script, all, args));
        }
        Object[] said = new Object[keys.size()];
        List<List<Object>> answered = Answers.await(answers);
        for (int i = 0; i < chunks.size(); i++) {
            for (int k = 0; k < answered.get(i).size(); k++) {
                said[chunks.get(i).get(k)] = answered.get(i).get(k);
            }
        }
        return Arrays.asList(said);
    }

    public List<Object> call(Script script, Collection<String> keys, Args args) {
        return Answers.await(run(script, keys, args));
    }

    @PreDestroy
    void close() {
        closed = true;
        if (connecting != null) {
            connecting.close();
        }
        if (session != null) {
            session.connection().close();
        }
    }
}
