package io.butterfly.xingqiao.notify;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.PollLoop;
import io.butterfly.mysql.Schema;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Keeps the loop of notices running as long as the service does. */
@Singleton
final class NoticeService implements ApplicationEventListener<ServerStartupEvent>, Stoppable {
    private static final Duration UNTIL_TABLES = Duration.ofMillis(100);

    private final Schema schema;
    private final NoticeLoop notices;
    private PollLoop loop;

    NoticeService(Schema schema, Notices notices, NoticeSender messenger) {
        this.schema = schema;
        this.notices = new NoticeLoop(notices, messenger);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        loop = PollLoop.start("xingqiao-notices", () -> schema.isReady() ? notices.tick() : UNTIL_TABLES);
        notices.wakeBy(loop::wake);
    }

    @Override
    @PreDestroy
    public void stopWork() {
        Optional.ofNullable(loop).ifPresent(PollLoop::close);
        notices.close();
    }
}
