package io.butterfly.baichuan.message;

import io.butterfly.api.Json;

/**
 * One start of a message, in the hand of one worker.
 *
 * @param params the JSON text
 * @param attempt 1 for the first
 * @param maxAttempts after so many lost attempts it fails
 * @param lease the token without which nothing may be written about it
 * @param timeout seconds it may take, -1 for no limit
 */
public record Execution(String id, String handler, String params, int attempt, int maxAttempts, String lease, int timeout, String traceId) {

  /** Whether its parameters are no JSON object. Only another producer's can be: what comes through us was looked at, and has a trace id. */
  public boolean isStrange() {
    return traceId.isEmpty() && !isObject(params);
  }

  private static boolean isObject(String text) {
    try {
      return Json.tree(text).isObject();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
