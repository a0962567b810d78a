package io.butterfly.notices.send;

import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.queue.Publication;
import io.butterfly.queue.Publisher;
import java.util.List;
import java.util.Optional;

/** Publishes to handlers of BaiChuan. A message that is there has been taken; what its worker does is not asked. */
final class Handlers {
    private final Publisher publisher;

    Handlers(Publisher publisher) {
        this.publisher = publisher;
    }

    void publish(String handler, NoticeText text) throws SinkFailed, InterruptedException {
        TaskCreate message = TaskCreate.of(handler, RawJson.of(text.facts())).withTaskId(text.id());
        try {
            var objection = objection(publisher.publish(List.of(message)).getFirst());
            if (objection.isPresent()) {
                throw new SinkFailed(objection.get());
            }
        } catch (BaiChuanUnreachable e) {
            throw new SinkFailed(e.getMessage());
        }
    }

    private static Optional<String> objection(Publication publication) {
        return switch (publication) {
            case Publication.Published _p -> Optional.empty();
            case Publication.StoodIn _s -> Optional.empty();
            case Publication.UnderWay _u -> Optional.empty();
            case Publication.Refused(String stat, String message) ->
                Optional.of("BaiChuan answered " + stat + ": " + message);
            case Publication.Unwritable(String why) -> Optional.of(why);
            case Publication.NotNow(String reason, boolean _m) -> Optional.of(reason);
        };
    }
}
