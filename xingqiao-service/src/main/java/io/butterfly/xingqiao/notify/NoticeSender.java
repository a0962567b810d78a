package io.butterfly.xingqiao.notify;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.xingqiao.workflow.Notifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Delivers one notice to its receiver, within a limit that is shorter than the lease of the notice. */
@Singleton
final class NoticeSender {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final JsonHttp baichuan;
    private final Webhooks webhooks;
    private final Hooks hooks;

    NoticeSender(JsonHttp baichuan, Webhooks webhooks, Hooks hooks) {
        this.baichuan = baichuan;
        this.webhooks = webhooks;
        this.hooks = hooks;
    }

    NoticeResult deliver(Notice notice) throws InterruptedException {
        try {
            return switch (Notifier.parse(notice.to())) {
                case Optional<Notifier> to when to.isEmpty() -> hooks.call(notice, LIMIT);
                case Optional<Notifier> to ->
                    switch (to.get()) {
                        case Notifier.Webhook(URI url) -> webhooks.post(notice, url, id(notice), LIMIT);
                        case Notifier.Handler(String path) -> publish(notice, path);
                        case Notifier.Hook _h -> hooks.call(notice, LIMIT);
                    };
            };
        } catch (IOException | RuntimeException e) {
            return new NoticeResult.Failed(e.toString());
        }
    }

    /** Publishing the same id again changes nothing and says how far the message is. */
    private NoticeResult publish(Notice notice, String path) throws IOException, InterruptedException {
        TaskCreate message =
                TaskCreate.of(path, RawJson.of(Map.of("job", notice.job()))).withTaskId(id(notice));
        Answer<TaskCreated> answer =
                Json.read(baichuan.post("/baichuan/task_create", message, LIMIT), new TypeReference<>() {});
        if (!answer.isOk()) {
            return new NoticeResult.Failed("BaiChuan answered " + answer.stat() + ", " + answer.message());
        }
        MessageStatus status = answer.data().status();
        return status != null && status.isEnded() ? new NoticeResult.Done() : new NoticeResult.UnderWay();
    }

    /** The same at every attempt. */
    private static String id(Notice notice) {
        return notice.job().jobReqid() + "-notice-" + notice.id();
    }
}
