package io.butterfly.baichuan.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** The driver's commands, for tests that write what no step writes. */
public final class TestDriver {
    private TestDriver() {}

    public static RedisClusterAsyncCommands<String, byte[]> of(RedisLink link) {
        return link.commands().driver();
    }
}
