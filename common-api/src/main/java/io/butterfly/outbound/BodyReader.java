package io.butterfly.outbound;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Gathers a reply's body up to its limit. The reply is complete for its waiter in the moment when its last byte is
 * here, without another thread.
 */
final class BodyReader implements BodySubscriber<WholeReply> {
    private static final int SMALL = 16 << 10;

    private final ResponseInfo head;
    private final BodyLimit limit;
    private final CompletableFuture<WholeReply> whole;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private Subscription subscription;
    private int size;
    private boolean hasRoom;
    private boolean isCut;

    BodyReader(ResponseInfo head, BodyLimit limit, CompletableFuture<WholeReply> whole) {
        this.head = head;
        this.limit = limit;
        this.whole = whole;
    }

    @Override
    public CompletionStage<WholeReply> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        subscription.request(isPaced() ? 1 : Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (isCut) {
                return; // what was under way when the rest was called off
            }
            if (isPaced() && !hasRoom && size + buffer.remaining() > SMALL) {
                awaitRoom();
            }
            take(buffer);
        }
        if (isPaced() && !isCut) {
            subscription.request(1);
        }
    }

    /** Then one part is asked for after the other, so that the peer waits while there is no room. */
    private boolean isPaced() {
        return limit.room() != BodyLimit.ALWAYS;
    }

    /** Until there is some, or until the reply is not waited for any more. */
    private void awaitRoom() {
        long expected = head.headers().firstValueAsLong("content-length").orElse(limit.bytes());
        long most = Math.clamp(expected, 0, limit.bytes());
        while (!hasRoom && !whole.isDone()) {
            hasRoom = limit.room().test(most);
        }
    }

    private void take(ByteBuffer buffer) {
        int taken = Math.min(buffer.remaining(), limit.bytes() - size);
        isCut = taken < buffer.remaining();
        parts.add(buffer.slice(buffer.position(), taken));
        size += taken;
        if (isCut) {
            subscription.cancel();
            if (limit.isRefused()) {
                whole.completeExceptionally(new ReplyTooLarge(limit.bytes()));
            } else {
                onComplete();
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        ByteBuffer body = ByteBuffer.allocate(size);
        parts.forEach(body::put);
        whole.complete(new WholeReply(head.statusCode(), head.headers(), body.array(), isCut));
    }
}
