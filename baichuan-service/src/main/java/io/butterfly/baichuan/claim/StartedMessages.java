package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.finish.Leases;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code lua/lib/start.lua} returns, and shortens the leases of messages whose timeout is shorter. */
@Singleton
final class StartedMessages {
    private final Leases leases;

    StartedMessages(Leases leases) {
        this.leases = leases;
    }

    /** @param answers for each id, in order */
    Started read(String handler, ClaimSteps.Taken taken, List<Object> answers, ClaimSteps.Taker taker) {
        List<String> ids = taken.ids();
        List<String> tokens = taker.leases(ids.size());
        Started started = Started.nothing(taken);
        Map<String, Long> shorter = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Answer answer = new Answer(answers.get(i));
            switch (answer.text()) {
                case "started" -> {
                    Begun begun = Begun.read(answer);
                    started.executions().add(begun.execution(id, handler, tokens.get(i)));
                    if (begun.timeout() > 0
                            && begun.timeout() * 1000L < taker.lease().toMillis()) {
                        shorter.put(id, begun.leaseUntil());
                    }
                }
                case "over" -> started.over().add(id);
                case "ended" -> started.ended().add(id);
                case "gone" -> started.gone().add(id);
                case "expired" -> started.expired().add(id);
                default -> {} // another worker has it
            }
        }
        index(handler, shorter);
        return started;
    }

    /** The index learns when the leases of these run out (ms). */
    void index(String handler, Map<String, Long> untilById) {
        leases.extend(handler, untilById);
    }

    /** What the script says of a message that it has started. */
    private record Begun(Object data, int timeout, int attempt, String traceId, long leaseUntil, int maxAttempts) {
        static Begun read(Answer answer) {
            Object data = answer.value();
            int timeout = answer.count();
            int attempt = answer.count();
            String traceId = answer.text();
            long leaseUntil = answer.number();
            return new Begun(data, timeout, attempt, traceId, leaseUntil, answer.count());
        }

        /** The parameters of another producer's message, which has no trace id, may be any bytes. */
        Execution execution(String id, String handler, String lease) {
            String params = traceId.isEmpty() ? Answers.wholeText(data) : Answers.text(data);
            return new Execution(id, handler, params, attempt, maxAttempts, lease, timeout, traceId);
        }
    }
}
