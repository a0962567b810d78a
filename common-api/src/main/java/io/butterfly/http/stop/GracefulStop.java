package io.butterfly.http.stop;

import io.butterfly.kernel.VirtualThreads;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a service in the order that the package's text gives. All in all it takes less than the 30 s that an
 * orchestrator grants.
 */
public final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final Duration WORK_PATIENCE = Duration.ofSeconds(15);
    private static final Duration CALLS_PATIENCE = Duration.ofSeconds(5);

    private GracefulStop() {}

    public static void stop(ApplicationContext context, EmbeddedServer server) {
        if (!context.isRunning()) {
            return; // closed by its own process before this one's end
        }
        LOG.info("stopping");
        Stopping stopping = context.getBean(Stopping.class);
        stopping.announce();
        LockSupport.parkNanos(context.getProperty("butterfly.stop.delay", Duration.class, Duration.ZERO)
                .toNanos());
        stopping.begin();
        CompletionStage<?> calls = server instanceof GracefulShutdownCapable capable
                ? capable.shutdownGracefully()
                : CompletableFuture.completedStage(null);
        try (VirtualThreads work = new VirtualThreads("stop", WORK_PATIENCE)) {
            context.getBeansOfType(Stoppable.class).forEach(one -> work.start(() -> stop(one)));
        }
        await(calls);
        server.stop();
        LOG.info("stopped");
    }

    private static void stop(Stoppable one) {
        try {
            one.stopWork();
        } catch (RuntimeException e) {
            LOG.warn("{} did not stop in order: {}", one.getClass().getSimpleName(), e.toString());
        }
    }

    private static void await(CompletionStage<?> calls) {
        try {
            calls.toCompletableFuture().get(CALLS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("some calls are still not answered; they are broken off");
        } catch (ExecutionException e) {
            LOG.warn("the server did not stop in order: {}", e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
