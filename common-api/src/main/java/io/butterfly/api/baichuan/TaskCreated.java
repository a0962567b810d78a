package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of one {@link TaskCreate}.
 *
 * @param stat {@code OK} or why it was refused; null in the reply to a single publish, whose {@code stat} is at the top
 * @param created false when a message of that id, or an equal one, was already there
 * @param status how far it is; null when that is not known
 * @param message why it was refused, or which equal message is there instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskCreated(String stat, String taskId, Boolean created, MessageStatus status, String message) {}
