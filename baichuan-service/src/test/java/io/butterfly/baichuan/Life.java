package io.butterfly.baichuan;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** One BaiChuan for all tests that only look at messages of their own, and a look into its Redis. */
final class Life {
  static final Duration SOON = Duration.ofSeconds(10);
  static final String UTC = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  static final RunningBaiChuan baiChuan = RunningBaiChuan.start();
  static final RedisClusterCommands<String, byte[]> redis = TestRedis.commands(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(baiChuan::close));
  }

  private Life() {}

  static Map<String, String> hash(String id) {
    return redis.hgetall("mq:msg:" + id).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, field -> new String(field.getValue(), StandardCharsets.UTF_8)));
  }
}
