package io.butterfly.http.metrics;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all gauges when they are asked for and are not fresh. Who asks waits a moment at most: while a store does not
 * answer, everything else is shown all the same.
 */
@Singleton
final class GaugeReader {
    private static final Logger LOG = LoggerFactory.getLogger(GaugeReader.class);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Gauges> gauges;
    private final SteadyClock clock;
    private final VirtualThreads threads = new VirtualThreads("gauges", Duration.ZERO);
    private Future<?> reading = CompletableFuture.completedFuture(null);
    private long begunNanos;

    GaugeReader(List<Gauges> gauges, SteadyClock clock) {
        this.gauges = gauges;
        this.clock = clock;
        this.begunNanos = clock.nanos() - FRESH.toNanos();
    }

    void refresh() throws InterruptedException {
        try {
            begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("gauges are not fresh", e);
        }
    }

    private synchronized Future<?> begin() {
        if (reading.isDone() && clock.since(begunNanos).compareTo(FRESH) >= 0) {
            begunNanos = clock.nanos();
            reading = threads.start(() -> gauges.forEach(GaugeReader::read));
        }
        return reading;
    }

    private static void read(Gauges some) {
        try {
            some.read();
        } catch (RuntimeException e) {
            LOG.debug("gauges cannot be read", e);
            some.forget();
        }
    }

    @PreDestroy
    void stop() {
        threads.close();
    }
}
