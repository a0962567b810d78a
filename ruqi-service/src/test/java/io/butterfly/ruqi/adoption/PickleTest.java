package io.butterfly.ruqi.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles, read without executing them. */
class PickleTest {
    @ParameterizedTest
    @MethodSource("io.butterfly.ruqi.adoption.Pickles#names")
    void the_facts_of_a_job_are_read_from_every_python_and_protocol(String name) {
        Map<?, ?> state = (Map<?, ?>) Pickle.read(Pickles.get(name));

        Map<?, ?> arguments = (Map<?, ?>) state.get("kwargs");
        assertThat(state.get("version")).isEqualTo(1L);
        assertThat(state.get("coalesce")).isEqualTo(false);
        assertThat(arguments.get("job_id"))
                .isEqualTo(state.get("id"))
                .isEqualTo("old_" + name.substring(0, name.indexOf(' ')));
        if (name.startsWith("http")) {
            assertThat(arguments.get("cmd"))
                    .isEqualTo("http://127.0.0.1:8585/demo_api/hello#{\"str_info\":\"hello 你好\"}");
            assertThat(state.get("name")).isEqualTo("示例 name");
        }
        assertThat(state.get("trigger")).isSameAs(Pickle.OPAQUE);
    }

    /** The classic one: a call of os.system. */
    @Test
    void nothing_is_called() {
        byte[] attack = "cos\nsystem\n(S'touch /tmp/owned'\ntR.".getBytes(StandardCharsets.UTF_8);

        assertThat(Pickle.read(attack)).isSameAs(Pickle.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "(dp0",
                "(dp0\nS'cmd'\np1\n",
                "I1x\n.",
                "g7\n.",
                "S'open\n.",
                "T\u007f\u007f\u007f\u007fabc.",
                "0."
            })
    void what_is_no_pickle_is_refused(String text) {
        assertThatThrownBy(() -> Pickle.read(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damage_is_refused_or_read_but_never_anything_else() {
        Random random = new Random(1);
        byte[] whole = Pickles.get("http py2-0");
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                Pickle.read(damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
