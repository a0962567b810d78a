package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;

/**
 * What became of a draft.
 *
 * @param created false when the message was there before
 * @param status how far it is
 */
public record Published(String id, boolean created, Status status) {}
