package io.butterfly.ruqi.mysql;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's column {@code policies}: a firing's policies as they were when its instant came due, null for the
 * defaults.
 */
final class PolicyColumn {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyColumn.class);

    private PolicyColumn() {}

    static String of(Policies policies) {
        return policies.equals(Policies.DEFAULT) ? null : Json.write(PolicyCodec.write(policies));
    }

    static Policies read(String column) {
        if (column == null) {
            return Policies.DEFAULT;
        }
        try {
            return PolicyCodec.read(
                    Json.read(column.getBytes(StandardCharsets.UTF_8), new TypeReference<Map<String, String>>() {}));
        } catch (IOException | Refusal e) {
            LOG.warn("policies in the ledger are not readable, the defaults hold: {}", column);
            return Policies.DEFAULT; // one row must not keep all others from being taken over
        }
    }
}
