package io.butterfly.ruqi.mysql;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policies as the tables hold them: a JSON object of texts, null for the defaults. What was read or written is
 * remembered, so that a job's policies are not parsed again at each of its due instants.
 */
final class PolicyColumn {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyColumn.class);
    private static final int MAX_REMEMBERED = 10_000;
    private static final Map<String, Policies> READ = new ConcurrentHashMap<>();
    private static final Map<Policies, String> WRITTEN = new ConcurrentHashMap<>();

    private PolicyColumn() {}

    static String of(Policies policies) {
        return policies.equals(Policies.DEFAULT)
                ? null
                : remembered(WRITTEN, policies, given -> Json.write(PolicyCodec.write(given)));
    }

    /** Throws {@link IllegalArgumentException} or {@link Refusal} when it is not readable. */
    static Policies parse(String column) {
        return column == null ? Policies.DEFAULT : remembered(READ, column, text -> PolicyCodec.read(texts(text)));
    }

    /** The same texts by name; throws {@link IllegalArgumentException} when it is not readable. */
    static Map<String, String> texts(String column) {
        try {
            return column == null
                    ? Map.of()
                    : Json.read(column.getBytes(StandardCharsets.UTF_8), new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException("its policies are not readable");
        }
    }

    private static <K, V> V remembered(Map<K, V> memory, K key, Function<K, V> make) {
        V known = memory.get(key);
        if (known == null) {
            known = make.apply(key);
            if (memory.size() >= MAX_REMEMBERED) {
                memory.clear();
            }
            memory.put(key, known);
        }
        return known;
    }

    /** The policies of a row of the ledger: one that is not readable must not keep others from being taken over. */
    static Policies ofFiring(String column) {
        try {
            return parse(column);
        } catch (IllegalArgumentException | Refusal e) {
            LOG.warn("policies in the ledger are not readable, the defaults hold: {}", column);
            return Policies.DEFAULT;
        }
    }
}
