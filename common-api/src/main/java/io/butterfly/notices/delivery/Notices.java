package io.butterfly.notices.delivery;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.PollLoop;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.notices.rules.SinkSettings;
import io.butterfly.notices.send.SinkFailed;
import io.butterfly.notices.send.Sinks;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notices of a service: starts and stops them, and tries a sink. */
@Singleton
@Requires(beans = NoticeStore.class)
public final class Notices implements Stoppable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final NoticeLoop notices;
    private final Sending sending;
    private final Sinks sinks;
    private final Texts texts;
    private final RulesFile rules;
    private PollLoop loop;

    Notices(NoticeLoop notices, Sending sending, Sinks sinks, Texts texts, RulesFile rules) {
        this.notices = notices;
        this.sending = sending;
        this.sinks = sinks;
        this.texts = texts;
        this.rules = rules;
    }

    @EventListener
    synchronized void onStart(ServerStartupEvent event) {
        loop = PollLoop.start("notices", sending.room(), notices);
    }

    /** The sinks of the file in force, by their names. */
    public Map<String, SinkSettings> sinks() {
        return rules.current().sinks();
    }

    /** Sends a sample, once. */
    public void test(SinkSettings sink) throws SinkFailed, InterruptedException {
        sinks.send(sink, texts.sample());
    }

    /** What was reported until now is written, again at the end; what is being sent has a moment to end. */
    @Override
    public synchronized void stopWork() {
        if (loop != null) {
            loop.close();
            loop = null;
        }
        try {
            while (notices.write()) {
                LOG.debug("the last events are written");
            }
        } catch (RuntimeException e) {
            LOG.warn("the last events are lost: {}", e.getMessage());
        }
        sending.close();
    }

    @Override
    @PreDestroy
    public void close() {
        stopWork();
    }
}
