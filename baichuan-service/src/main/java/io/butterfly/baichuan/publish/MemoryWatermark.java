package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the memory of Redis leaves for new messages. Reports of ends are published all the same, because their messages
 * go afterwards.
 *
 * <p>Asks Redis once a second how much of its {@code maxmemory} it uses; of one without that setting,
 * {@code baichuan.max-memory} bytes when it is given, else nothing is refused. The limit is a part of it,
 * {@code baichuan.memory-watermark}, 0.9 by default. Of a cluster every server is asked, and one that is full is
 * enough: the others hold the other parts of the same queues.
 */
@Singleton
public final class MemoryWatermark {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatermark.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Pattern USED = Pattern.compile("(?m)^used_memory:([0-9]+)");
    private static final Pattern MOST = Pattern.compile("(?m)^maxmemory:([0-9]+)");

    private final RedisLink redis;
    private final Limit limit;
    private volatile String whyFull = "";
    private PollLoop loop;

    /**
     * @param part of the memory that may be used
     * @param most bytes, 0 for what Redis says itself
     */
    public record Limit(double part, long most) {}

    MemoryWatermark(RedisLink redis, Limit limit) {
        this.redis = redis;
        this.limit = limit;
    }

    @PostConstruct
    void start() {
        loop = PollLoop.start("redis-memory", this::look);
    }

    private Duration look() {
        String why = "";
        for (Map.Entry<String, String> server : redis.info("memory").entrySet()) {
            String full = whyFull(server.getValue());
            if (!full.isEmpty()) {
                why = full;
                report(server.getKey(), full);
            }
        }
        whyFull = why;
        return PAUSE;
    }

    private String whyFull(String info) {
        long used = number(USED, info);
        long most = limit.most() > 0 ? limit.most() : number(MOST, info);
        return most > 0 && used > limit.part() * most
                ? "Redis uses %d of %d MB, which is more than it may before messages are refused; try again later"
                        .formatted(used >> 20, most >> 20)
                : "";
    }

    private void report(String server, String why) {
        if (whyFull.isEmpty()) {
            LOG.warn("publishing is refused: {}: {}", server, why);
        }
    }

    private static long number(Pattern pattern, String info) {
        Matcher found = pattern.matcher(info);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** Why nothing may be published now, as a sentence for people. */
    public Optional<String> whyFull() {
        return Optional.of(whyFull).filter(why -> !why.isEmpty());
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
