package io.butterfly.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.access.Credential;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of BaiChuan, for services. Blocks; so many calls at a time that BaiChuan has room for others. An answer of 10 s
 * counts as none.
 */
public final class BaiChuanCalls {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(BaiChuanCalls.class);
    private static final int AT_ONCE = 16;

    private final JsonHttp http;
    private final Semaphore calls = new Semaphore(AT_ONCE);

    /** @param baichuan its address */
    public BaiChuanCalls(URI baichuan, Credential credential) {
        this.http = new JsonHttp(baichuan, credential);
    }

    /** As {@link #ask(String, Object, TypeReference, Duration)}, with the usual patience. */
    public <T> T ask(String path, Object request, TypeReference<T> type)
            throws JsonProcessingException, BaiChuanUnreachable, InterruptedException {
        return ask(path, request, type, PATIENCE);
    }

    /**
     * The answer, never null.
     *
     * @throws JsonProcessingException the answer cannot be read
     * @throws BaiChuanUnreachable there is none
     * @throws RuntimeException the request cannot be written; it was not sent
     */
    <T> T ask(String path, Object request, TypeReference<T> type, Duration patience)
            throws JsonProcessingException, BaiChuanUnreachable, InterruptedException {
        byte[] reply = post(path, request, patience);
        T answer;
        try {
            answer = Json.read(reply, type);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no input that could fail
        }
        if (answer == null) {
            throw new BaiChuanUnreachable("BaiChuan answered nothing", true);
        }
        return answer;
    }

    private byte[] post(String path, Object request, Duration patience)
            throws BaiChuanUnreachable, InterruptedException {
        calls.acquire();
        try {
            return http.post(path, request, patience);
        } catch (IOException e) {
            LOG.debug("{}: {}", path, e.toString());
            boolean mayHaveArrived = !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
            throw new BaiChuanUnreachable("BaiChuan cannot be reached", mayHaveArrived, e);
        } finally {
            calls.release();
        }
    }

    /** As {@link #ask}, where an answer that is not {@code OK}, has no data or cannot be read is none. */
    public <T> T data(String path, Object request, TypeReference<Answer<T>> type)
            throws BaiChuanUnreachable, InterruptedException {
        Answer<T> answer;
        try {
            answer = ask(path, request, type);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
        if (!answer.isOk() || answer.data() == null) {
            throw new BaiChuanUnreachable(
                    "BaiChuan answered " + path + " with " + answer.stat() + ": " + answer.message(), true);
        }
        return answer.data();
    }

    static BaiChuanUnreachable unreadable(JsonProcessingException e) {
        return new BaiChuanUnreachable(
                "what answers at BaiChuan's address is not BaiChuan: its answer is not the JSON that was expected"
                        + Json.where(e),
                true,
                e);
    }
}
