package io.butterfly.api.worker;

import java.util.List;

/** The answer to a {@link WorkerFinish}, in its order. */
public record FinishStats(List<OutcomeStat> results) {}
