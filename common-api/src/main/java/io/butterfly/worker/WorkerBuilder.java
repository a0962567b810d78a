package io.butterfly.worker;

import io.butterfly.access.Credential;
import io.butterfly.kernel.InstanceName;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a {@link Worker}; only handlers must be given. */
public final class WorkerBuilder {
    private static final int MAX_WAIT_SECONDS = 30;

    private final URI baichuan;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private String name = InstanceName.ofThisProcess(0).toString();
    private Credential credential = Credential.NONE;
    private int concurrency = 10;
    private Duration drainPatience = Duration.ofSeconds(30);

    WorkerBuilder(String baichuan) {
        this.baichuan = URI.create(baichuan);
    }

    /** Executes the messages of the handler's queue. @param path such as {@code /orders/create} */
    public WorkerBuilder handle(String path, Handler handler) {
        handlers.put(path, handler);
        return this;
    }

    /** {@code host:port:pid}, unique among living workers. Default: this host and process, port 0. */
    public WorkerBuilder name(String hostPortPid) {
        name = hostPortPid;
        return this;
    }

    /** Shown to BaiChuan with each call; of the role {@code worker}. Default: none. */
    public WorkerBuilder token(String token) {
        credential = new Credential(token);
        return this;
    }

    /** How many messages may run at once. Default 10. */
    public WorkerBuilder concurrency(int limit) {
        concurrency = limit;
        return this;
    }

    /** How long {@link Worker#close()} waits for what runs. Default 30 s. */
    public WorkerBuilder drainPatience(Duration patience) {
        drainPatience = patience;
        return this;
    }

    public Worker start() {
        if (handlers.isEmpty()) {
            throw new IllegalStateException("a worker needs at least one handler");
        }
        return new Worker(this);
    }

    URI baichuan() {
        return baichuan;
    }

    Credential credential() {
        return credential;
    }

    String name() {
        return name;
    }

    List<String> handlerNames() {
        return List.copyOf(handlers.keySet());
    }

    Handler handler(String path) {
        return handlers.get(path);
    }

    int concurrency() {
        return concurrency;
    }

    int waitSeconds() {
        return MAX_WAIT_SECONDS;
    }

    Duration drainPatience() {
        return drainPatience;
    }
}
