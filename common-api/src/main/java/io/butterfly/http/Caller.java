package io.butterfly.http;

import io.butterfly.access.Identity;
import io.butterfly.http.load.Load;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who calls, and under which id.
 *
 * @param reqid id of this request, 16 upper-case hex digits; for a message that BaiChuan pushed, the message's id, so
 *     that a call which is delivered twice can be recognised
 * @param address the client's address: {@code X-Real-IP} of a peer that is trusted, else the peer's
 * @param user header {@code x_username} or {@code x-username} of a peer that is trusted, else the identity's name
 * @param identity what its token says; of a call from inside this process, the one that it is made for
 * @param traceId follows the work through all services; the caller's ({@code x-trace-id}, else that of
 *     {@code traceparent}), else this request's id
 * @param isConnected whether the reply can still be written
 * @param load what the request has taken of the memory for requests and replies; a reply of much stored data is counted
 *     there
 */
public record Caller(
        String reqid,
        String address,
        String user,
        Identity identity,
        String traceId,
        BooleanSupplier isConnected,
        Load load) {
    /** Set by BaiChuan when it pushes a message; a client's own {@code x-reqid} is never taken. */
    public static final String MESSAGE_HEADER = "x-message-id";

    public static final String TRACE_HEADER = "x-trace-id";

    /** The client's address as a proxy has seen it. */
    public static final String ADDRESS_HEADER = "X-Real-IP";

    /** The user's name, in the spellings of the Python service. */
    public static final List<String> USER_HEADERS = List.of("x_username", "x-username");

    /** The role of the user whom a proxy names. */
    public static final List<String> ROLE_HEADERS = List.of("x_role", "x-role");

    /** A call from inside this process. */
    public static Caller internal(String reqid, String traceId) {
        return new Caller(reqid, "127.0.0.1", "-", Identity.LOCAL, traceId, () -> true, Load.uncounted());
    }

    /** The same caller, who wants no reply any more when this becomes false. */
    public Caller onlyWhile(BooleanSupplier also) {
        BooleanSupplier both = () -> isConnected.getAsBoolean() && also.getAsBoolean();
        return new Caller(reqid, address, user, identity, traceId, both, load);
    }
}
