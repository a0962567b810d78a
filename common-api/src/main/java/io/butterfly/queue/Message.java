package io.butterfly.queue;

import io.butterfly.access.Credential;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A message that was published. It asks BaiChuan anew until the message has ended; from then on it knows. */
public final class Message {
    private static final int MAX_WAIT_SECONDS = 30;

    private final BaiChuan baichuan;
    private final String id;
    private final boolean isNew;
    private volatile TaskInfo ended;

    Message(BaiChuan baichuan, String id, boolean isNew) {
        this.baichuan = baichuan;
        this.id = id;
        this.isNew = isNew;
    }

    /** The message of this id; throws {@link NoSuchMessage} when there is none. */
    public static Message fetch(String baichuan, String id) throws IOException, InterruptedException {
        return fetch(BaiChuan.at(baichuan, Credential.NONE), id);
    }

    /** @param token shown to BaiChuan with each call; of the role {@code publisher} or {@code viewer} */
    public static Message fetch(String baichuan, String id, String token) throws IOException, InterruptedException {
        return fetch(BaiChuan.at(baichuan, new Credential(token)), id);
    }

    private static Message fetch(BaiChuan baichuan, String id) throws IOException, InterruptedException {
        Message message = new Message(baichuan, id, false);
        message.look(0);
        return message;
    }

    public static boolean exists(String baichuan, String id) throws IOException, InterruptedException {
        try {
            fetch(baichuan, id);
            return true;
        } catch (NoSuchMessage e) {
            return false;
        }
    }

    public String id() {
        return id;
    }

    /** Whether the publish made it: false when a message of that id, or of the same parameters, was there before. */
    public boolean isNew() {
        return isNew;
    }

    public MessageStatus status() throws IOException, InterruptedException {
        return look(0).status();
    }

    /** The code its handler answered, or why it failed; empty before its end. */
    public String stat() throws IOException, InterruptedException {
        return Objects.requireNonNullElse(look(0).stat(), "");
    }

    /** The handler's whole reply, {@code stat} included; empty before its end and when it is not kept. */
    public Optional<RawJson> result() throws IOException, InterruptedException {
        return Optional.ofNullable(look(0).result());
    }

    /** Seconds of the last execution; 0 before its end. */
    public double cost() throws IOException, InterruptedException {
        return look(0).cost();
    }

    /** Waits for its end, without polling; false when it has not ended within this time. */
    public boolean await(Duration timeout) throws IOException, InterruptedException {
        Deadline deadline = SteadyClock.system().deadline(timeout);
        while (true) {
            long left = deadline.left().plusMillis(999).toSeconds();
            look((int) Math.min(MAX_WAIT_SECONDS, left));
            if (ended != null || left == 0) {
                return ended != null;
            }
        }
    }

    /** {@code task_info}; throws {@link NoSuchMessage} when the message is gone. */
    private TaskInfo look(int waitSeconds) throws IOException, InterruptedException {
        TaskInfo known = ended;
        if (known != null) {
            return known;
        }
        TaskInfo info = baichuan.look(id, waitSeconds);
        if (info.isEnded()) {
            ended = info;
        }
        return info;
    }
}
