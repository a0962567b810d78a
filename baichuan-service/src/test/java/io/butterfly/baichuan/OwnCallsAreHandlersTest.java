package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.push.Route;
import io.butterfly.baichuan.push.RouteSettings;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call of RuQi and XingQiao can be a message, by all of its names: the lists in the settings follow the calls
 * that there are.
 */
class OwnCallsAreHandlersTest {
    private static final Pattern CALL = Pattern.compile("@Api\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"(/[^\"]+)\"");

    /** A picture is no reply that a message could have. */
    private static final Set<String> NO_HANDLERS = Set.of("/xingqiao/get_graph");

    @ParameterizedTest
    @ValueSource(strings = {"ruqi", "xingqiao"})
    void all_calls_of_a_service_are_in_its_list(String service) {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "butterfly.redis.url",
                TestRedis.url(),
                "butterfly.ruqi.url",
                "http://127.0.0.1:1",
                "butterfly.xingqiao.url",
                "http://127.0.0.1:1"))) {
            Route route = context.getBeansOfType(RouteSettings.class).stream()
                    .map(RouteSettings::route)
                    .filter(one -> one.name().equals(service))
                    .findFirst()
                    .orElseThrow();

            assertThat(route.handlers(List.of())).containsExactlyInAnyOrderElementsOf(callsOf(service));
        }
    }

    private static Set<String> callsOf(String service) {
        try (Stream<Path> files = Files.walk(Path.of("../" + service + "-service/src/main/java"))) {
            Set<String> calls = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher call = CALL.matcher(Files.readString(file));
                while (call.find()) {
                    NAME.matcher(call.group(1))
                            .results()
                            .map(name -> name.group(1))
                            .filter(name -> !NO_HANDLERS.contains(name))
                            .forEach(calls::add);
                }
            }
            assertThat(calls).hasSizeGreaterThan(10);
            return calls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
