package io.butterfly.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class SettingsTest {
    private static final List<Setting> KNOWN = Common.with(
            8581,
            Stream.of(
                    Setting.duration("echo.lease", "30s", Duration.ofSeconds(1), Duration.ofHours(1)),
                    Setting.number("echo.slots", 20, 1, 1_000),
                    Setting.fraction("echo.part", "0.9"),
                    Setting.choice("echo.store", "mysql", "mysql", "none"),
                    Setting.text("echo.routes.*", ""),
                    Common.ZONE,
                    Common.REDIS_URL,
                    Common.BAICHUAN_URL,
                    Common.RUQI_URLS,
                    Setting.secret("echo.password")));

    final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().setLevel(ch.qos.logback.classic.Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo.lease            | 30                   | ECHO_LEASE=30 needs a unit: 30s",
                "echo.lease            | abc                  | ECHO_LEASE=abc must be a duration from 1s to 1h, such as 30s",
                "echo.lease            | 0s                   | ECHO_LEASE=0s must be a duration from 1s to 1h",
                "echo.lease            | -5s                  | ECHO_LEASE=-5s must be a duration",
                "echo.lease            | 2h                   | ECHO_LEASE=2h must be a duration",
                "echo.slots            | x                    | ECHO_SLOTS=x must be a whole number from 1 to 1000",
                "echo.slots            | 0                    | ECHO_SLOTS=0 must be a whole number from 1 to 1000",
                "echo.part             | 2                    | ECHO_PART=2 must be a number above 0 and up to 1",
                "echo.part             | NaN                  | ECHO_PART=NaN must be a number",
                "echo.store            | postgres             | ECHO_STORE=postgres must be mysql or none",
                "butterfly.trusted-peers | 10.1.0.0/99        | BUTTERFLY_TRUSTED_PEERS=10.1.0.0/99 must be addresses and ranges",
                "butterfly.trusted-peers | localhost, 10.1    | BUTTERFLY_TRUSTED_PEERS=localhost, 10.1 must be addresses and ranges",
                "butterfly.allowed-clients | localhost        | BUTTERFLY_ALLOWED_CLIENTS=localhost must be addresses and ranges",
                "butterfly.zone        | Mars                 | BUTTERFLY_ZONE=Mars must be a time zone",
                "butterfly.port        | 99999                | BUTTERFLY_PORT=99999 must be a whole number from 0 to 65535",
                "butterfly.allow-anonymous | yes              | BUTTERFLY_ALLOW_ANONYMOUS=yes must be true or false",
                "butterfly.stat-adaptor.status-name | data   | BUTTERFLY_STAT_ADAPTOR_STATUS_NAME=data must be a name such as success",
                "butterfly.stat-adaptor.status-map | OK=true  | BUTTERFLY_STAT_ADAPTOR_STATUS_MAP=OK=true must have the form OK=true,default=false",
                "butterfly.stat-adaptor.status-map | default  | BUTTERFLY_STAT_ADAPTOR_STATUS_MAP=default must have the form OK=true",
                "butterfly.baichuan.url | localhost:8581      | BUTTERFLY_BAICHUAN_URL=localhost:8581 must have the form http://host:port",
                "butterfly.ruqi.urls   | http://a:1,http//b   | BUTTERFLY_RUQI_URLS=http://a:1,http//b must have the form http://host:port, several with commas"
            })
    void a_value_that_cannot_be_understood_is_named_with_what_is_allowed(String name, String value, String line) {
        assertThatThrownBy(() -> check(Map.of(name, value), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith(line)
                .doesNotContain("\n");
    }

    @Test
    void all_wrong_ones_are_named_at_once() {
        assertThatThrownBy(() -> check(Map.of("echo.lease", "1", "echo.slots", "y"), Map.of()))
                .message()
                .contains("ECHO_LEASE=1", "ECHO_SLOTS=y");
    }

    @Test
    void a_name_that_nobody_reads_is_warned_about() {
        check(
                Map.of(),
                Map.of(
                        "BUTTERFLY_ZOEN",
                        "x",
                        "ECHO_LEESE",
                        "x",
                        "ECHO_LEASE",
                        "5s",
                        "ECHO_ROUTES_A_URL",
                        "x",
                        "BUTTERFLY_REDIS_URL",
                        "x",
                        "BUTTERFLY_ADMIN_TOKEN_FILE",
                        "x",
                        "OTHER_LEASE",
                        "x",
                        "ECHO_SERVICE_HOST",
                        "10.0.0.1",
                        "ECHO_PORT_8581_TCP",
                        "tcp://10.0.0.1:8581"));

        assertThat(warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains("BUTTERFLY_ZOEN"))
                .anyMatch(line -> line.contains("ECHO_LEESE"));
    }

    @Test
    void what_counts_is_logged_once_without_secrets() {
        check(
                Map.of(
                        "echo.lease",
                        "5s",
                        "echo.password",
                        "tiger",
                        "butterfly.redis.url",
                        "redis://me:lion@h:1/0",
                        "butterfly.allowed-hosts",
                        List.of("a", "b")),
                Map.of());

        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains(
                        "ECHO_LEASE=5s",
                        "ECHO_SLOTS=20",
                        "ECHO_PASSWORD=***",
                        "BUTTERFLY_REDIS_URL=redis://***@h:1/0",
                        "BUTTERFLY_ALLOWED_HOSTS=a,b")
                .doesNotContain("tiger", "lion");
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel().levelStr.equals("WARN"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void check(Map<String, Object> given, Map<String, String> variables) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.put("micronaut.application.name", "echo");
        try (ApplicationContext unstarted = ApplicationContext.builder()
                .environmentPropertySource(false)
                .properties(properties)
                .build()) {
            Environment environment = unstarted.getEnvironment().start();
            new Settings(KNOWN, environment).check(variables);
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Settings.class);
    }
}
