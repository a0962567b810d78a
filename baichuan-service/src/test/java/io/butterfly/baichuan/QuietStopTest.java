package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What the log says of a stop. It hears the log of the whole JVM, so nothing else runs meanwhile. */
@Isolated
class QuietStopTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void it_says_nothing_that_looks_like_an_error() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        RunningBaiChuan baiChuan =
                RunningBaiChuan.start(Map.of("baichuan.lease", "600s", "baichuan.push.lease", "600s"));
        CompletableFuture<?> claim = baiChuan.send(
                "/baichuan/worker_claim", "{\"worker\":\"test:0:1\",\"handlers\":[\"" + handler + "\"],\"wait\":30}");
        Eventually.until(SOON, () -> baiChuan.isWaitedFor(handler));

        log.start();
        root.addAppender(log);
        baiChuan.stop();
        root.detachAppender(log);

        claim.join();
        assertThat(List.copyOf(log.list)).noneSatisfy(line -> {
            assertThat(line.getLevel().isGreaterOrEqual(Level.WARN)).isTrue();
        });
    }
}
