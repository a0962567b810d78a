package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void the_trace_id_of_a_header_is_taken_as_it_is() {
        assertThat(TraceParent.traceId("00-" + ID + "-00f067aa0ba902b7-01")).contains(ID);
        assertThat(TraceParent.spanId("00-" + ID + "-00f067aa0ba902b7-01")).contains("00f067aa0ba902b7");
        assertThat(TraceParent.traceId("01-" + ID + "-00f067aa0ba902b7-00-more"))
                .contains(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void what_is_malformed_counts_as_absent(String header) {
        assertThat(TraceParent.traceId(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4bf92f3577b34da6a3ce929d0e0e4736, 4bf92f3577b34da6a3ce929d0e0e4736",
        "4BF92F3577B34DA6A3CE929D0E0E4736, 4bf92f3577b34da6a3ce929d0e0e4736",
        "0123456789ABCDEF, 00000000000000000123456789abcdef",
    })
    void an_id_of_hex_digits_stays_readable(String traceId, String w3c) {
        assertThat(TraceParent.trace(traceId)).isEqualTo(w3c);
    }

    @Test
    void any_other_text_has_an_id_of_its_own_and_the_header_can_be_read_again() {
        String header = TraceParent.of("order 4711", "message-1");

        assertThat(TraceParent.traceId(header)).contains(TraceParent.trace("order 4711"));
        assertThat(TraceParent.of("order 4711", "message-1")).isEqualTo(header);
        assertThat(TraceParent.of("order 4711", "message-2")).isNotEqualTo(header);
        assertThat(TraceParent.trace("order 4712")).isNotEqualTo(TraceParent.trace("order 4711"));
    }
}
