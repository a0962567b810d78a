package io.butterfly.baichuan.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an audit has found so far. */
public final class Findings {
    private static final int SAMPLES = 20;

    private final boolean isRepairing;
    private final SteadyClock clock;
    private final long started;
    private final Map<Fault, Found> faults = new EnumMap<>(Fault.class);
    private long messages;
    private long indexed;
    private Optional<Duration> took = Optional.empty();

    Findings(boolean isRepairing, SteadyClock clock) {
        this.clock = clock;
        this.started = clock.nanos();
        this.isRepairing = isRepairing;
    }

    /**
     * One kind of fault.
     *
     * @param ids some of those that have it
     */
    public record Found(
            String fault,
            String meaning,
            @JsonProperty("remedy") String repair,
            long count,
            List<String> ids) {}

    /**
     * What is known now.
     *
     * @param isDone false while it goes on
     * @param isRepaired whether what was found was repaired too
     * @param messages how many there are
     * @param indexed how many ids were found in indexes
     */
    public record Report(
            boolean isDone, boolean isRepaired, double seconds, long messages, long indexed, List<Found> faults) {}

    synchronized void add(Fault fault, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Found before =
                faults.getOrDefault(fault, new Found(fault.word(), fault.meaning(), fault.repair(), 0, List.of()));
        List<String> samples = new ArrayList<>(before.ids());
        ids.stream().limit(SAMPLES - samples.size()).forEach(samples::add);
        faults.put(
                fault, new Found(fault.word(), fault.meaning(), fault.repair(), before.count() + ids.size(), samples));
    }

    synchronized void countMessages(int count) {
        messages += count;
    }

    synchronized void countIndexed(int count) {
        indexed += count;
    }

    synchronized void done() {
        took = Optional.of(clock.since(started));
    }

    synchronized Report report() {
        return new Report(
                took.isPresent(),
                isRepairing,
                took.orElseGet(() -> clock.since(started)).toNanos() / 1e9,
                messages,
                indexed,
                List.copyOf(faults.values()));
    }
}
