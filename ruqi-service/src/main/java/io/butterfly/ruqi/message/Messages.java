package io.butterfly.ruqi.message;

import io.butterfly.access.Credential;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.queue.Found;
import io.butterfly.queue.Lookup;
import io.butterfly.queue.Publication;
import io.butterfly.queue.Publisher;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The messages of firings, at BaiChuan. Blocks; a few calls at a time. */
public final class Messages {
    private final Publisher publisher;
    private final Lookup lookup;

    /** @param baiChuan its address */
    public Messages(URI baiChuan, Credential credential) {
        BaiChuanCalls calls = new BaiChuanCalls(baiChuan, credential);
        this.publisher = new Publisher(calls);
        this.lookup = new Lookup(calls);
    }

    /** In the order of the messages. When it throws, some may have been published; publishing them again is safe. */
    public List<Publication> publish(List<FiringMessage> messages) throws BaiChuanUnreachable, InterruptedException {
        return publisher.publish(messages.stream().map(FiringMessage::task).toList());
    }

    public MessageState state(FiringMessage message) throws BaiChuanUnreachable, InterruptedException {
        return state(message, lookup.find(message.id()));
    }

    /** How far each is, in order. */
    public List<MessageState> states(List<FiringMessage> messages) throws BaiChuanUnreachable, InterruptedException {
        List<Found> found = lookup.find(messages.stream().map(FiringMessage::id).toList());
        List<MessageState> states = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            states.add(state(messages.get(i), found.get(i)));
        }
        return states;
    }

    private static MessageState state(FiringMessage message, Found found) {
        return switch (found) {
            case Found.Known(TaskInfo info, String stat) -> state(message, info, stat);
            case Found.UnderWay _u -> new MessageState.Open();
            case Found.Absent _a -> new MessageState.Gone();
            case Found.Unreadable _u -> new MessageState.Unreadable("what BaiChuan says of its message cannot be read");
        };
    }

    private static MessageState state(FiringMessage message, TaskInfo info, String stat) {
        if (message.hasGivenId() && !message.task().traceId().equals(info.traceId())) {
            return new MessageState.Gone();
        }
        return info.isEnded() ? new MessageState.Ended(end(message, info, stat)) : new MessageState.Open();
    }

    private static Finished end(FiringMessage message, TaskInfo info, String stat) {
        return new Finished(
                message.id(),
                message.task().handler(),
                info.status().wire(),
                Objects.requireNonNullElse(info.stat(), stat),
                info.result(),
                info.cost(),
                1,
                message.task().traceId());
    }

    /** How far it is now, such as {@code FINISHED} when it had ended before; empty when there is no such message. */
    public Optional<MessageStatus> cancel(FiringMessage message) throws BaiChuanUnreachable, InterruptedException {
        return lookup.cancel(message.id());
    }
}
