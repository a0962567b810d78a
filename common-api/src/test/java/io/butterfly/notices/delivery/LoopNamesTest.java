package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Events;
import io.butterfly.notices.rules.RulesFile;
import io.micronaut.runtime.server.EmbeddedServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopNamesTest {
    /** In a container a server is configured to listen on every address. */
    private static EmbeddedServer server() {
        Map<String, Object> answers = Map.of("getHost", "0.0.0.0", "getPort", 7);
        return (EmbeddedServer) Proxy.newProxyInstance(
                LoopNamesTest.class.getClassLoader(),
                new Class<?>[] {EmbeddedServer.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    @Test
    void the_loop_of_a_process_is_called_by_its_machine_and_not_by_the_address_it_listens_on() {
        Events events = Events.kept(SteadyClock.system());

        new LoopWatch(
                        List.of(() -> Map.of("firing", Duration.ofMinutes(2))),
                        events,
                        new RulesFile(Optional.empty()),
                        SteadyClock.system(),
                        LoopNamesTest::server)
                .look();

        assertThat(events.take(10)).singleElement().satisfies(event -> assertThat(
                        event.subject().object())
                .isEqualTo("firing@" + InstanceName.ofThisProcess(7).host() + ":7"));
    }
}
