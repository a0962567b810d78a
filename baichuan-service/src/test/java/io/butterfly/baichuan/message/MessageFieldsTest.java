package io.butterfly.baichuan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hash is read by a list of its fields, because its data may be large: the list has all that is looked at. */
class MessageFieldsTest {
    private static final class Watched extends HashMap<String, byte[]> {
        private static final long serialVersionUID = 1;
        private final transient Set<String> asked = new TreeSet<>();

        @Override
        public byte[] get(Object name) {
            asked.add((String) name);
            return super.get(name);
        }

        @Override
        public boolean containsKey(Object name) {
            asked.add((String) name);
            return super.containsKey(name);
        }
    }

    private static Watched hash(String status) {
        Watched hash = new Watched();
        Map.of("origin", "/a/b", "status", status, "max_attempts", "3")
                .forEach((name, value) -> hash.put(name, value.getBytes()));
        return hash;
    }

    @ParameterizedTest
    @ValueSource(strings = {"finished", "failed"})
    void of_an_ended_message(String status) {
        Watched hash = hash(status);

        new MessageFields(hash).ended("m1");

        assertThat(hash.asked).hasSizeGreaterThan(5).isSubsetOf(MessageFields.OF_ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "started", "finished", "failed"})
    void of_how_a_message_stands(String status) {
        Watched hash = hash(status);

        new MessageFields(hash).snapshot("m1");

        assertThat(hash.asked).hasSizeGreaterThan(5).isSubsetOf(MessageFields.OF_SNAPSHOT);
    }
}
