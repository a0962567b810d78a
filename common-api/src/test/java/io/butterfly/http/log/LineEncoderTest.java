package io.butterfly.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Lines of the log as JSON. */
class LineEncoderTest {
    @Test
    void a_line_is_one_object_with_its_ids_and_whatever_was_added() {
        LoggerContext context = new LoggerContext();
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.setFormat("json");
        Exception thrown = new IllegalStateException("on purpose");
        LoggingEvent event = new LoggingEvent("test", context.getLogger("a.B"), Level.WARN, "1\n2", thrown, null);
        event.setMDCPropertyMap(Map.of("reqid", "R", "trace", "T"));
        event.setKeyValuePairs(List.of(new KeyValuePair("cost", 0.5)));

        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line.lines()).hasSize(1);
        JsonNode object = Json.tree(line);
        assertThat(object.path("level").asText()).isEqualTo("WARN");
        assertThat(object.path("logger").asText()).isEqualTo("a.B");
        assertThat(object.path("message").asText()).isEqualTo("1\n2");
        assertThat(object.path("reqid").asText()).isEqualTo("R");
        assertThat(object.path("trace").asText()).isEqualTo("T");
        assertThat(object.path("cost").asDouble()).isEqualTo(0.5);
        assertThat(object.path("time").asText()).endsWith("Z");
        assertThat(object.path("stack").asText()).contains("on purpose", "LineEncoderTest");
    }
}
