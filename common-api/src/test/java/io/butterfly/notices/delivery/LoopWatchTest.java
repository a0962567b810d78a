package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.Events;
import io.butterfly.notices.rules.RulesFile;
import io.micronaut.runtime.server.EmbeddedServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private final Events events = Events.kept(SteadyClock.system());
    private final Map<String, Duration> ages = new HashMap<>();
    private final LoopWatch watch = new LoopWatch(
            List.of(() -> ages), events, new RulesFile(Optional.empty()), SteadyClock.system(), LoopWatchTest::server);

    private static EmbeddedServer server() {
        Map<String, Object> answers = Map.of("getHost", "0.0.0.0", "getPort", 7);
        return (EmbeddedServer) Proxy.newProxyInstance(
                LoopWatchTest.class.getClassLoader(),
                new Class<?>[] {EmbeddedServer.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private List<Event> seen(String loop, int seconds) {
        ages.put(loop, Duration.ofSeconds(seconds));
        watch.look();
        return events.take(10);
    }

    @Test
    void a_turn_that_hangs_is_one_event_and_its_end_another() {
        assertThat(seen("firing", 60)).isEmpty();

        assertThat(seen("firing", 61)).singleElement().satisfies(event -> {
            assertThat(event.subject().object())
                    .isEqualTo("firing@" + InstanceName.ofThisProcess(7).host() + ":7");
            assertThat(event.text()).isEqualTo("a turn of the loop firing has not ended for 61 s");
        });
        assertThat(seen("firing", 500)).isEmpty();
        assertThat(seen("firing", 0)).singleElement().matches(Event::isRecovery);
        assertThat(seen("firing", 61)).singleElement().matches(event -> !event.isRecovery());
    }

    @Test
    void each_loop_is_looked_at_by_itself() {
        assertThat(seen("firing", 90)).hasSize(1);
        assertThat(seen("cleanup", 90)).singleElement().satisfies(event -> assertThat(event.name())
                .isEqualTo("cleanup"));
    }
}
