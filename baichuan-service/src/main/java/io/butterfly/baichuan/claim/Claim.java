package io.butterfly.baichuan.claim;

import io.butterfly.http.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A worker's wish.
 *
 * @param limit how many messages it can start now
 * @param patience how long it waits when there is none
 * @param lease how long it holds them without a sign of life
 * @param isWanted whether there is still somebody to hand them to
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
