package io.butterfly.baichuan.message;

/**
 * One start of a message, in the hand of one worker.
 *
 * @param params the JSON text
 * @param attempt 1 for the first
 * @param maxAttempts after so many lost attempts it fails
 * @param lease the token without which nothing may be written about it
 * @param timeout seconds it may take, -1 for no limit
 */
public record Execution(String id, String handler, String params, int attempt, int maxAttempts, String lease, int timeout, String traceId) {}
