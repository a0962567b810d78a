package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickleTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void a_short_text_is_written_as_python_writes_a_byte_string() {
        byte[] pickled = Pickle.write("{\"stat\": \"OK\"}");

        // python2: pickle.dumps('{"stat": "OK"}', 2), without the memo mark it adds
        assertThat(HEX.formatHex(pickled))
                .isEqualTo("8002550e" + HEX.formatHex("{\"stat\": \"OK\"}".getBytes(StandardCharsets.UTF_8)) + "2e");
    }

    @Test
    void a_text_over_255_bytes_has_a_length_of_four() {
        byte[] pickled = Pickle.write("x".repeat(256));

        assertThat(HEX.formatHex(pickled, 0, 7)).isEqualTo("80025400010000");
        assertThat(pickled).hasSize(264).endsWith('.');
    }

    @Test
    void the_length_counts_bytes_not_characters() {
        assertThat(HEX.formatHex(Pickle.write("你"))).isEqualTo("80025503e4bda02e");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "protocol 2 str with memo, 80025502686971012e, hi",
        "protocol 2 unicode, 80025802000000686971012e, hi",
        "protocol 2 long str, 8002540200000068692e, hi",
        "protocol 2 long memo, 80025502686972000100002e, hi",
        "protocol 3 bytes, 8003430268692e, hi",
        "protocol 4 str with frame, 80049506000000000000008c026869942e, hi",
    })
    void what_any_python_wrote_is_read(String name, String pickled, String text) {
        assertThat(Pickle.read(HEX.parseHex(pickled))).isEqualTo(text);
    }

    @Test
    void none_is_no_text() {
        assertThat(Pickle.read(HEX.parseHex("80024e2e"))).isEmpty();
    }

    @Test
    void a_plain_sentence_is_taken_as_it_is() {
        assertThat(Pickle.read("Unserializable return value".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Unserializable return value");
    }

    @ParameterizedTest
    @CsvSource({
        "8002636f730a73797374656d0a5502696485522e", // os.system('id')
        "80025502686985522e", // builds an object of it
        "8002550a68692e", // longer than it is
        "80025500000000000000",
        "8002540000008068692e", // a negative length
        "80028d",
        "80"
    })
    void anything_else_is_refused_and_nothing_is_executed(String pickled) {
        assertThatThrownBy(() -> Pickle.read(HEX.parseHex(pickled))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_written_is_read() {
        for (String text : new String[] {"", "x", "x".repeat(255), "x".repeat(70_000), "{\"a\":\"你好\"}"}) {
            assertThat(Pickle.read(Pickle.write(text))).isEqualTo(text);
        }
    }
}
