package io.butterfly.api.worker;

import java.util.List;

/**
 * The answer to a {@link WorkerClaim}.
 *
 * @param messages to be started now
 * @param results what became of the results the claim carried
 */
public record Claimed(List<ClaimedMessage> messages, List<OutcomeStat> results) {}
