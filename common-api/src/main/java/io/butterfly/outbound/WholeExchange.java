package io.butterfly.outbound;

import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/**
 * An HTTP exchange from its first byte to its last, under one deadline. The JDK client's own timeout ends when the
 * reply's head is there; a peer that stalls or drips within the body would hold its caller for ever.
 */
public final class WholeExchange {
    /** What takes longer than this has no limit in fact. */
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private WholeExchange() {}

    /**
     * Blocks until the reply is there as a whole. An interrupt, or a deadline that passes, closes the connection. The
     * request needs no timeout of its own.
     *
     * @param patience for the connection, the head and the body together; any length, {@code ChronoUnit.FOREVER} for no
     *     limit
     * @throws HttpTimeoutException the patience is over, wherever the exchange stands
     * @throws ReplyTooLarge the body has more bytes than the limit takes
     * @throws BrokenOff the connection ended before a reply began
     * @throws IOException any other reason why there is no whole reply
     */
    public static WholeReply send(HttpClient client, HttpRequest request, Duration patience, BodyLimit limit)
            throws IOException, InterruptedException {
        CompletableFuture<WholeReply> whole = new CompletableFuture<>();
        AtomicBoolean isBegun = new AtomicBoolean();
        CompletableFuture<?> exchange = client.sendAsync(request, head -> {
            isBegun.set(true);
            return new BodyReader(head, limit, whole);
        });
        exchange.whenComplete((response, error) -> {
            if (error != null) {
                whole.completeExceptionally(error);
            }
        });
        try {
            return whole.get(nanos(patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + patience.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            IOException reason = reason(e.getCause());
            throw isBegun.get() || !isBreak(reason) ? reason : new BrokenOff(reason);
        } finally {
            if (!whole.isDone() || whole.isCompletedExceptionally()) {
                exchange.cancel(true); // closes the connection
            }
        }
    }

    /**
     * As {@link #send}, but a request whose connection ended before a reply began is sent once more, within the same
     * patience. A peer closes an idle connection at the moment when a request leaves, and never sees it. Only for a
     * receiver that may get the same request twice.
     *
     * @throws BrokenOff both connections ended so, or the second could not be made: the first request may have arrived
     */
    public static WholeReply sendRepeatable(HttpClient client, HttpRequest request, Duration patience, BodyLimit limit)
            throws IOException, InterruptedException {
        Deadline deadline = SteadyClock.system().deadline(patience);
        try {
            return send(client, request, patience, limit);
        } catch (BrokenOff first) {
            try {
                return send(client, request, deadline.left(), limit);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw first; // which may have arrived
            }
        }
    }

    /** A peer that cannot be connected to, or that speaks something else, will be no better a moment later. */
    private static boolean isBreak(IOException reason) {
        return !(reason instanceof ConnectException
                || reason instanceof HttpTimeoutException
                || reason instanceof SSLException
                || reason instanceof ProtocolException
                || reason instanceof UnknownHostException);
    }

    private static long nanos(Duration patience) {
        return patience.compareTo(FOREVER) > 0 ? FOREVER.toNanos() : patience.toNanos();
    }

    private static IOException reason(Throwable cause) {
        Throwable reason = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return reason instanceof IOException io ? io : new IOException(reason);
    }
}
