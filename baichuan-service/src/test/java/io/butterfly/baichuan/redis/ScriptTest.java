package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.TestRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts are put together from libraries; {@code target/lua} has the whole texts, to be read. */
class ScriptTest {
    private static final Path SOURCES = Path.of("src/main/resources/lua");
    private static final Path ASSEMBLED = Path.of("target/lua");
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    static List<String> entries() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(SOURCES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".lua") && !file.startsWith("lib"))
                    .map(file -> file.substring(0, file.length() - ".lua".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void redis_understands_it_and_knows_it_by_its_digest(String name) throws IOException {
        Script script = Script.load(name);
        Path file = ASSEMBLED.resolve(name + ".lua");
        Files.createDirectories(file.getParent());
        Files.writeString(file, script.text());

        assertThat(redis.scriptLoad(script.text())).isEqualTo(script.digest());
    }

    @Test
    void the_names_of_indexes_are_in_the_order_of_their_keys() throws IOException {
        String names = Files.readString(SOURCES.resolve("lib/indexes.lua"))
                .replaceAll("(?s).*local INDEXES = \\{(.*?)}.*", "$1")
                .replaceAll("[\\s']", "");

        assertThat(Keys.allIndexes("h").stream().map(key -> key.split(":")[1])).containsExactly(names.split(","));
    }
}
