package io.butterfly.baichuan.claim;

import io.butterfly.http.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a worker asks for.
 *
 * @param limit how many messages it can start now
 * @param patience how long it waits when there is none
 * @param lease for how long it may hold them without a heartbeat
 * @param isWanted whether the caller is still there to get them
 * @param load what the messages count to while they are in memory
 */
public record Claim(
        String worker,
        List<String> handlers,
        int limit,
        Duration patience,
        Duration lease,
        BooleanSupplier isWanted,
        Load load) {}
