package io.butterfly.xingqiao.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.butterfly.embedded.Eventually;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Outage;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.worker.WorkerClient;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** It hears the log of the whole JVM, so nothing else runs meanwhile. */
@Isolated
class ProgressLoopsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Backoff QUICKLY = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("xingqiao-progress"))
                .toList();
    }

    @Test
    void all_of_them_together_log_one_line_when_baichuan_goes_away_and_another_when_it_is_back() {
        AtomicBoolean isAway = new AtomicBoolean(true);
        AtomicInteger turns = new AtomicInteger();
        Tick asking = () -> {
            turns.incrementAndGet();
            if (isAway.get()) {
                throw new ConnectException("refused");
            }
            return Duration.ofMillis(5);
        };
        ProgressLoops loops =
                new ProgressLoops(new WorkerClient(URI.create("http://127.0.0.1:1")), null, 4, () -> "store");

        loops.start("h:1:2", loop -> asking, QUICKLY);
        Eventually.until(SOON, () -> turns.get() > 40);

        assertThat(lines()).hasSize(1).first().asString().startsWith("xingqiao-progress failed, next try in ");

        isAway.set(false);

        Eventually.within(
                SOON, () -> assertThat(lines().getLast()).startsWith("xingqiao-progress works again; it failed "));
        try (VirtualThreads closing = new VirtualThreads("close", SOON)) {
            loops.drain(closing);
        }
    }
}
