package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.BasicMDCAdapter;

/** Texts from elsewhere cannot look like lines of our own. */
class LogLineTest {
    private static final String CONFIGURATION =
            "<configuration><include resource=\"io/butterfly/logback-service.xml\"/></configuration>";

    @Test
    void an_event_is_one_line_whatever_its_text_and_its_ids_contain() throws Exception {
        String line = line(
                "GET /a\r\n2026-11-21 ERROR forged\u0085\u2028\u2029\u001b[2J 如期\tend",
                Map.of("reqid", "R1", "trace", "t\n1 \u0085x"));

        assertThat(line.strip())
                .endsWith("GET /a | 2026-11-21 ERROR forged | [2J 如期\tend")
                .contains(" R1 t?1??x [");
        assertThat(line.lines()).hasSize(1);
        assertThat(line.strip().chars()).noneMatch(c -> Character.isISOControl(c) && c != '\t');
    }

    private static String line(String text, Map<String, String> ids) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new BasicMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stdout");
        LoggingEvent event = new LoggingEvent("test", context.getLogger("test"), Level.INFO, text, null, null);
        event.setMDCPropertyMap(ids);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
