package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {
    private static final ConnectException AWAY = new ConnectException("refused");

    private final AtomicLong nanos = new AtomicLong();
    private final String name = "outage-" + ReqId.next();
    private final Outage outage = new Outage(name, SteadyClock.of(Instant.EPOCH, nanos::get));
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
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private void failFor(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            outage.failed(Duration.ofSeconds(1), AWAY);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void an_hour_with_a_failure_each_second_is_a_line_when_it_begins_few_more_and_one_at_its_end() {
        failFor(Duration.ofHours(1));
        outage.worked();
        outage.worked();

        assertThat(lines().getFirst()).isEqualTo("failed, next try in 1000 ms: " + AWAY);
        assertThat(lines().subList(1, 4))
                .containsExactly(
                        "failed 6 times in 5 s: " + AWAY,
                        "failed 16 times in 15 s: " + AWAY,
                        "failed 36 times in 35 s: " + AWAY);
        assertThat(lines().getLast()).isEqualTo("works again; it failed 3600 times in 3600 s");
        assertThat(lines()).hasSizeLessThan(22);
    }

    @Test
    void the_next_outage_is_said_at_once() {
        failFor(Duration.ofMinutes(10));
        assertThat(outage.age()).isEqualTo(Duration.ofMinutes(10));
        outage.worked();
        assertThat(outage.age()).isZero();
        int before = lines().size();

        outage.failed(Duration.ofMillis(100), AWAY);

        assertThat(lines()).hasSize(before + 1);
    }

    @Test
    void a_fault_of_ours_among_the_failures_is_said_once_with_its_stack() {
        failFor(Duration.ofSeconds(2));
        outage.failed(Duration.ofSeconds(1), new IllegalStateException("a fault"));
        outage.failed(Duration.ofSeconds(1), new IllegalStateException("a fault"));

        assertThat(lines()).hasSize(2);
        assertThat(log.list.getLast().getThrowableProxy().getMessage()).isEqualTo("a fault");
    }

    @Test
    void what_never_failed_says_nothing() {
        outage.worked();

        assertThat(lines()).isEmpty();
    }
}
