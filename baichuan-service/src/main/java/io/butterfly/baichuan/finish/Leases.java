package io.butterfly.baichuan.finish;

import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prolongs leases: on the hash, which judges, then on the index. */
@Singleton
public final class Leases {
    private static final Script RENEW = Script.load("finish/renew");
    private static final Script EXTEND = Script.load("finish/extend");

    private final RedisLink redis;

    Leases(RedisLink redis) {
        this.redis = redis;
    }

    /** Each is judged for itself; in order. */
    public List<LeaseResult<Held>> renew(List<Lease> leases, Duration lasting) {
        if (leases.isEmpty()) {
            return List.of();
        }
        List<Object> answers = redis.each(
                RENEW, Keys.messages(leases.stream().map(Lease::id).toList()), Args.of(lasting.toMillis()), place ->
                        new Object[] {leases.get(place).token()});
        List<LeaseResult<Held>> results = new ArrayList<>();
        for (int i = 0; i < leases.size(); i++) {
            String id = leases.get(i).id();
            results.add(LeaseResult.of(
                    new Answer(answers.get(i)),
                    answer -> new Held(id, answer.text(), answer.number(), answer.isOne())));
        }
        by(Held::handler, LeaseResult.accepted(results)).forEach((handler, held) -> {
            Map<String, Long> untilById = new LinkedHashMap<>();
            held.forEach(message -> untilById.put(message.id(), message.leaseUntil()));
            extend(handler, untilById);
        });
        return results;
    }

    /** The index follows the leases (ms) that the hashes have. */
    public void extend(String handler, Map<String, Long> untilById) {
        if (!untilById.isEmpty()) {
            Args args = new Args();
            untilById.forEach(args::add);
            redis.call(EXTEND, Keys.indexesToTake(handler), args);
        }
    }
}
