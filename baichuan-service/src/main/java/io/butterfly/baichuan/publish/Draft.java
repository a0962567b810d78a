package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Names;
import java.nio.charset.StandardCharsets;

/**
 * A message to be. Its constructor refuses what no handler could ever get, in words for a person.
 *
 * @param isFresh whether the id was made just now, so that no message can have it
 * @param params a JSON object as text
 * @param timeout seconds, -1 for no limit
 * @param resultTtl seconds, 0 for a mark without result, -1 for ever
 * @param onFinish handler that hears of its end, empty for none
 * @param ip of the publisher
 * @param source the message whose end this one reports, empty for none
 */
public record Draft(
    String id, boolean isFresh, String handler, String params, int timeout, int resultTtl, int maxAttempts, String onFinish, String traceId,
    String ip, String source) {
  public static final int DEFAULT_TIMEOUT = 180;
  public static final int DEFAULT_RESULT_TTL = 86_400;
  public static final int DEFAULT_MAX_ATTEMPTS = 3;

  private static final int MAX_PARAMS = 1 << 20;
  private static final int TEN_YEARS = 315_360_000;
  private static final int MOST_ATTEMPTS = 1_000;

  public Draft {
    require(Names.isHandler(handler), "handler must " + Names.HANDLER_RULE);
    require(onFinish.isEmpty() || Names.isHandler(onFinish), "on_finish must be a handler: it must " + Names.HANDLER_RULE);
    require(!source.isEmpty() || Names.isId(id), "task_id must " + Names.ID_RULE);
    require(onFinish.isEmpty() || id.length() <= 240, "task_id must have at most 240 characters when on_finish is given");
    require(params.stripLeading().startsWith("{"), "params must be an object");
    require(isShort(params), "params must not be over 1 MB");
    require(timeout == -1 || timeout > 0 && timeout <= TEN_YEARS, "timeout must be seconds from 1 to 315360000, or -1 for no limit");
    require(resultTtl >= -1 && resultTtl <= TEN_YEARS, "result_ttl must be seconds from 0 to 315360000, or -1 for ever");
    require(maxAttempts > 0 && maxAttempts <= MOST_ATTEMPTS, "max_attempts must be from 1 to 1000");
    require(traceId.length() <= 255 && traceId.chars().noneMatch(Character::isISOControl),
        "trace_id must have at most 255 characters, no control characters among them");
  }

  private static void require(boolean isFine, String otherwise) {
    if (!isFine) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean isShort(String text) {
    return text.length() <= MAX_PARAMS
        && (text.length() * 3L <= MAX_PARAMS || text.getBytes(StandardCharsets.UTF_8).length <= MAX_PARAMS);
  }

  /** A failure stays long enough to be looked at. */
  public int failureTtl() {
    return resultTtl == -1 ? -1 : Math.max(resultTtl, DEFAULT_RESULT_TTL);
  }

  public boolean owesOnFinish() {
    return !onFinish.isEmpty();
  }
}
