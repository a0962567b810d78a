package io.butterfly.http.load;

import io.butterfly.api.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.time.Duration;

/**
 * What one request has taken of the budget. Two hold it: the connection until the reply has been written, and the call
 * until it has ended, because a call goes on when its caller has hung up. When both have let go, all is given back.
 */
public final class Load {
    /** Bodies up to this size are not counted: heartbeats and polls go on whatever else is under way. */
    static final long SMALL = 16 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final BytesInFlight UNCOUNTED = new BytesInFlight(Long.MAX_VALUE);

    private final BytesInFlight bytes;
    private int body;
    private int reply;
    private int holders = 1;
    private boolean isRefused;

    Load(BytesInFlight bytes) {
        this.bytes = bytes;
    }

    public static Load of(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty && netty.getNativeRequest() instanceof LoadedRequest loaded
                ? loaded.load()
                : uncounted();
    }

    /** For a call that no request sent. */
    public static Load uncounted() {
        return UNCOUNTED.load();
    }

    /** The body has, or will have, this size. When there is no room, the request is refused. */
    synchronized void ofBody(long size) {
        int more = size <= SMALL || isRefused ? 0 : bytes.bodies.units(size) - body;
        if (more <= 0) {
            return;
        }
        int taken = bytes.bodies.take(more * 1024L);
        isRefused = taken == 0;
        body += taken;
    }

    /** Final only when the whole body has arrived: its size may show only while it comes. */
    public synchronized boolean isRefused() {
        return isRefused;
    }

    /** Throws the refusal {@code ERR_BUSY} when the body found no room. */
    public void require() {
        if (isRefused()) {
            throw busy();
        }
    }

    public Refusal busy() {
        return bytes.busy();
    }

    /**
     * Takes room for a reply whose size is known only when it has been read; waits a little, then throws the refusal
     * {@code ERR_BUSY}.
     */
    public void reserve(long most) {
        try {
            int taken = bytes.replies.await(most, PATIENCE);
            if (taken == 0) {
                throw bytes.busy();
            }
            add(taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw bytes.busy();
        }
    }

    /** A wait may last longer than the request. */
    private synchronized void add(int taken) {
        if (holders == 0) {
            bytes.replies.giveBack(taken);
            throw bytes.busy();
        }
        reply += taken;
    }

    /** Of what was reserved, only so much is needed. */
    public synchronized void keep(long size) {
        int surplus = reply - bytes.replies.units(size);
        if (surplus > 0) {
            bytes.replies.giveBack(surplus);
            reply -= surplus;
        }
    }

    synchronized boolean isEmpty() {
        return body == 0 && reply == 0;
    }

    public synchronized void hold() {
        holders++;
    }

    public synchronized void letGo() {
        holders--;
        if (holders == 0) {
            bytes.bodies.giveBack(body);
            bytes.replies.giveBack(reply);
            body = 0;
            reply = 0;
        }
    }
}
