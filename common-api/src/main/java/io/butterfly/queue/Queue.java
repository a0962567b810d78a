package io.butterfly.queue;

import io.butterfly.access.Credential;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.TaskCreated;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The messages of one handler, seen by those who publish them. Safe for many threads. */
public final class Queue {
    private final BaiChuan baichuan;
    private final String handler;

    private Queue(BaiChuan baichuan, String handler) {
        this.baichuan = baichuan;
        this.handler = handler;
    }

    /**
     * @param baichuan its address, such as {@code http://127.0.0.1:8581}
     * @param handler path of the handler, such as {@code /demo_api/hello}
     */
    public static Queue at(String baichuan, String handler) {
        return new Queue(BaiChuan.at(baichuan, Credential.NONE), handler);
    }

    /** @param token shown to BaiChuan with each call; of the role {@code publisher} */
    public static Queue at(String baichuan, String handler, String token) {
        return new Queue(BaiChuan.at(baichuan, new Credential(token)), handler);
    }

    /** Publishes with the defaults. */
    public Message enqueue(Object params) throws IOException, InterruptedException {
        return enqueue(params, Options.DEFAULTS);
    }

    /**
     * Publishes, and returns when BaiChuan has stored the message.
     *
     * @param params what Jackson writes as a JSON object: a map, a record, or a {@link RawJson}
     * @throws IllegalArgumentException BaiChuan refuses the parameters or options; its text says which and why
     * @throws IOException BaiChuan does not answer, or cannot store it now: whether the message exists is unknown,
     *     unless its text says otherwise
     */
    public Message enqueue(Object params, Options options) throws IOException, InterruptedException {
        Map<String, Object> task = new LinkedHashMap<>(options.members());
        task.put("handler", handler);
        task.put("params", params instanceof RawJson json ? json : RawJson.of(params));
        task.putIfAbsent("task_id", UUID.randomUUID().toString());
        TaskCreated created = baichuan.publish(task);
        return new Message(baichuan, created.taskId(), Boolean.TRUE.equals(created.created()));
    }
}
