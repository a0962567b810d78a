package io.butterfly.ruqi.history;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which firings are asked for; what is empty matches every one, but without a status none matches. Texts match exactly.
 *
 * @param from ended (or taken, while it runs) at this time or later, in the configured zone
 * @param to ended (or taken) before this time
 */
public record FiringFilter(
        Optional<String> jobId,
        Optional<String> jobName,
        Set<Status> statuses,
        Optional<String> schedulerName,
        Optional<LocalDateTime> from,
        Optional<LocalDateTime> to) {
    /** What firings may be sorted by; the first unless another is asked for. */
    public static final List<String> ORDERS = List.of("c_time", "id");
}
