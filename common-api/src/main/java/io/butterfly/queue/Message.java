package io.butterfly.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A message that was published. It asks BaiChuan anew until the message has ended; from then on it knows. */
public final class Message {
    private static final int MAX_WAIT_SECONDS = 30;

    /** How far a message is. */
    public enum Status {
        QUEUED,
        STARTED,
        FINISHED,
        FAILED;

        public boolean isEnded() {
            return this == FINISHED || this == FAILED;
        }
    }

    private final BaiChuan baichuan;
    private final String id;
    private final boolean isNew;
    private volatile JsonNode ended;

    Message(BaiChuan baichuan, String id, boolean isNew) {
        this.baichuan = baichuan;
        this.id = id;
        this.isNew = isNew;
    }

    /** The message of this id; throws {@link NoSuchMessage} when there is none. */
    public static Message fetch(String baichuan, String id) throws IOException, InterruptedException {
        Message message = new Message(BaiChuan.at(baichuan), id, false);
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

    public Status status() throws IOException, InterruptedException {
        return Status.valueOf(look(0).path("status").asText().toUpperCase(Locale.ROOT));
    }

    /** The code its handler answered, or why it failed; empty before its end. */
    public String stat() throws IOException, InterruptedException {
        return look(0).path("stat").asText("");
    }

    /** The handler's whole reply, {@code stat} included; empty before its end and when it is not kept. */
    public Optional<RawJson> result() throws IOException, InterruptedException {
        JsonNode result = look(0).path("result");
        return result.isMissingNode() ? Optional.empty() : Optional.of(RawJson.of(result));
    }

    /** Seconds of the last execution; 0 before its end. */
    public double cost() throws IOException, InterruptedException {
        return look(0).path("cost").asDouble(0);
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
    private JsonNode look(int waitSeconds) throws IOException, InterruptedException {
        JsonNode known = ended;
        if (known != null) {
            return known;
        }
        JsonNode info = baichuan.look(id, waitSeconds);
        if (Status.valueOf(info.path("status").asText().toUpperCase(Locale.ROOT))
                .isEnded()) {
            ended = info;
        }
        return info;
    }
}
