package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;

/**
 * What became of a draft.
 *
 * @param id the message's, or that of the one which is there instead
 * @param created false when the message was there before
 * @param status how far it is
 * @param note for a person who wonders why it was not created, else empty
 */
public record Published(String id, boolean created, Status status, String note) {}
