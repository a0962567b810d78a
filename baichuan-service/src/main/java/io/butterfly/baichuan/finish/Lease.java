package io.butterfly.baichuan.finish;

/**
 * What a holder shows.
 *
 * @param id the message's
 * @param token the one it was started under
 */
public record Lease(String id, String token) {}
