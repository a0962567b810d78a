package io.butterfly.notices.send;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.notices.rules.SinkSettings;
import io.butterfly.queue.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to any sink, under one deadline. */
public final class Sinks implements AutoCloseable {
    /** For one notice, from the look-up of the host to the last byte of the answer. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger("notices");

    private final Webhooks webhooks;
    private final Handlers handlers;
    private final VirtualThreads threads = new VirtualThreads("notice-send", Duration.ZERO);
    private final Duration limit;

    public Sinks(Publisher publisher, Clock machine, Duration limit) {
        this.webhooks = new Webhooks(machine);
        this.handlers = new Handlers(publisher);
        this.limit = limit;
    }

    /** Blocks until the receiver has taken it. */
    public void send(SinkSettings sink, NoticeText text) throws SinkFailed, InterruptedException {
        Future<?> sending = threads.executor().submit(() -> {
            sendTo(sink, text);
            return null;
        });
        try {
            sending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SinkFailed("no complete answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SinkFailed failed) {
                throw failed;
            }
            LOG.warn("a sink of type {} failed unexpectedly", sink.type(), e.getCause());
            throw new SinkFailed("internal error: " + e.getCause().getClass().getSimpleName());
        } finally {
            sending.cancel(true); // an interrupt closes the connection of a virtual thread
        }
    }

    private void sendTo(SinkSettings sink, NoticeText text) throws SinkFailed, InterruptedException {
        switch (sink) {
            case SinkSettings.Webhook hook -> webhooks.post(hook, text, limit);
            case SinkSettings.Handler(String path) -> handlers.publish(path, text);
            case SinkSettings.Email email -> Mail.send(email, text, limit);
            case SinkSettings.Log _l -> LOG.warn("{}", text.whole().replace("\n", "; "));
        }
    }

    @Override
    public void close() {
        threads.close();
        webhooks.close();
    }
}
