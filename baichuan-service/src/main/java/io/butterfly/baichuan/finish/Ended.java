package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Verdict;

/**
 * A message that has ended, as far as the steps after its end need it.
 *
 * @param keep seconds it is kept, -1 for ever, 0 without its result
 * @param run how many starts and requeues it has had
 * @param onFinish handler that hears of it, empty for none
 * @param source the message whose end this one reported, empty for none
 * @param worker who executed it, empty for nobody
 * @param uniqueKey what it has in common with equal messages, empty when nobody asked
 */
public record Ended(
    String id, String handler, Verdict verdict, int keep, int run, double cost, int attempt, String onFinish, String traceId, String source,
    String worker, String uniqueKey) {}
