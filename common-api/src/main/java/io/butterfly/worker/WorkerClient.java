package io.butterfly.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.access.Credential;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.FinishStats;
import io.butterfly.api.worker.LeaseStats;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerHeartbeat;
import io.butterfly.api.worker.WorkerLeave;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BaiChuan's worker protocol over HTTP, one method a call. Blocks; an interrupt closes the connection, which tells
 * BaiChuan to take back what a waiting claim might have got. Every failure to get an {@code OK} is an
 * {@link IOException}.
 */
public final class WorkerClient {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerClient.class);
    private static final String CLAIM = "/baichuan/worker_claim";
    private static final String FINISH = "/baichuan/worker_finish";
    private static final String HEARTBEAT = "/baichuan/worker_heartbeat";
    private static final String LEAVE = "/baichuan/worker_leave";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

    private final JsonHttp http;

    /** @param baichuan its address, such as {@code http://127.0.0.1:8581} */
    public WorkerClient(URI baichuan) {
        this(baichuan, Credential.NONE);
    }

    public WorkerClient(URI baichuan, Credential credential) {
        this.http = new JsonHttp(baichuan, credential);
    }

    /** A message that cannot be read ends with {@code ERR_BAD_PARAMS}; those that came with it are returned. */
    public Claimed claim(WorkerClaim claim) throws IOException, InterruptedException {
        Duration patience =
                claim.waitSeconds() == null ? ANSWER_TIMEOUT : ANSWER_TIMEOUT.plusSeconds(claim.waitSeconds());
        byte[] reply = http.post(CLAIM, claim, patience);
        Answer<Claimed> answer;
        try {
            answer = Json.read(reply, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return oneByOne(claim, reply);
        }
        Claimed claimed = data(CLAIM, answer);
        requireList(CLAIM, claimed.messages());
        return claimed;
    }

    private static void requireList(String path, List<?> list) throws IOException {
        if (list == null || list.stream().anyMatch(Objects::isNull)) {
            throw new IOException("BaiChuan's answer to " + path + " lacks its list");
        }
    }

    private Claimed oneByOne(WorkerClaim claim, byte[] reply) throws IOException, InterruptedException {
        ClaimedSlices slices = data(CLAIM, Json.readOfAnyDepth(reply, new TypeReference<Answer<ClaimedSlices>>() {}));
        requireList(CLAIM, slices.messages());
        ClaimedSlices.Read read = slices.read();
        if (!read.ends().isEmpty()) {
            try {
                finish(new WorkerFinish(claim.worker(), read.ends()));
            } catch (IOException e) {
                LOG.warn(
                        "{} messages that cannot be read come again: {}",
                        read.ends().size(),
                        e.toString());
            }
        }
        return new Claimed(read.messages(), slices.results());
    }

    public FinishStats finish(WorkerFinish finish) throws IOException, InterruptedException {
        FinishStats stats = call(FINISH, finish, ANSWER_TIMEOUT, new TypeReference<>() {});
        requireList(FINISH, stats.results());
        return stats;
    }

    public LeaseStats heartbeat(WorkerHeartbeat heartbeat) throws IOException, InterruptedException {
        LeaseStats stats = call(HEARTBEAT, heartbeat, ANSWER_TIMEOUT, new TypeReference<>() {});
        requireList(HEARTBEAT, stats.leases());
        if (stats.leases().size() != heartbeat.leases().size()) {
            throw new IOException("BaiChuan did not say of each lease whether it holds");
        }
        return stats;
    }

    public void leave(WorkerLeave leave) throws IOException, InterruptedException {
        Answer<Object> answer = Json.read(http.post(LEAVE, leave, LEAVE_TIMEOUT), new TypeReference<>() {});
        requireOk(LEAVE, answer);
    }

    private <T> T call(String path, Object body, Duration patience, TypeReference<Answer<T>> type)
            throws IOException, InterruptedException {
        return data(path, Json.read(http.post(path, body, patience), type));
    }

    private static <T> T data(String path, Answer<T> answer) throws IOException {
        requireOk(path, answer);
        if (answer.data() == null) {
            throw new IOException("BaiChuan's answer to " + path + " has no data");
        }
        return answer.data();
    }

    private static void requireOk(String path, Answer<?> answer) throws IOException {
        if (answer == null) {
            throw new IOException("BaiChuan answered nothing to " + path);
        }
        if (!answer.isOk()) {
            throw new IOException("BaiChuan refused " + path + ": " + answer.stat() + ", " + answer.message());
        }
    }
}
