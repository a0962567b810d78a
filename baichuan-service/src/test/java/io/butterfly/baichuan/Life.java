package io.butterfly.baichuan;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** BaiChuans for all tests that only look at messages of their own, ended with the JVM, and a look into their Redis. */
public final class Life {
    static final Duration SOON = Duration.ofSeconds(60);
    static final String UTC = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    /** What is claimed of it stays in the hand, however slow the machine is. */
    public static final RunningBaiChuan baiChuan =
            endedWithTheJvm(RunningBaiChuan.start(Map.of("baichuan.lease", "60s")));

    public static final RedisClusterCommands<String, byte[]> redis =
            TestRedis.commands(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));

    private Life() {}

    private static RunningBaiChuan endedWithTheJvm(RunningBaiChuan running) {
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        return running;
    }

    private static final class Hasty {
        static final RunningBaiChuan baiChuan = endedWithTheJvm(RunningBaiChuan.start());
    }

    /** Another replica: what is claimed of it is held by no worker a second later. */
    public static RunningBaiChuan hasty() {
        return Hasty.baiChuan;
    }

    static Map<String, String> hash(String id) {
        return redis.hgetall("mq:msg:" + id).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> new String(field.getValue(), StandardCharsets.UTF_8)));
    }
}
