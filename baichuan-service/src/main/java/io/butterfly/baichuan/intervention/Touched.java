package io.butterfly.baichuan.intervention;

import io.butterfly.baichuan.message.Status;

/**
 * A message that somebody wanted changed.
 *
 * @param had the status it had
 * @param isChanged whether it was changed
 */
public record Touched(String id, String handler, Status had, boolean isChanged) {}
