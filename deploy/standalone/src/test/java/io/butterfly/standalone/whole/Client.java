package io.butterfly.standalone.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that repeats, at the next replica, a call that was not answered or that the service could not serve just
 * then. Any other refusal is an error that a retry would not cure.
 */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final WholeSystem system;

    Client(WholeSystem system) {
        this.system = system;
    }

    /** @param first the replica that is asked first, counted on without end */
    JsonNode call(List<ServiceProcess> replicas, int first, String path, Map<String, ?> parameters)
            throws InterruptedException {
        Deadline deadline = SteadyClock.system().deadline(PATIENCE);
        for (int i = first; ; i++) {
            String answer;
            try {
                JsonNode reply = system.call(replicas.get(i % replicas.size()), path, parameters);
                if (reply.path("stat").asText().equals("OK")) {
                    return reply;
                }
                answer = reply.toString();
            } catch (IOException e) {
                answer = e.toString();
            }
            if (deadline.hasPassed() || answer.startsWith("{") && !answer.contains("ERR_SERVER_EXCEPTION")) {
                throw new AssertionError(path + " " + parameters + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
