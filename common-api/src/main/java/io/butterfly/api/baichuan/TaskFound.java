package io.butterfly.api.baichuan;

/**
 * The whole reply to a {@link TaskGet}.
 *
 * @param stat how far the message is, or the code it ended with; {@code ERR_MSG_NOT_EXIST} when there is none
 * @param message for a person, null when there is nothing to say
 * @param taskInfo null when there is no such message
 */
public record TaskFound(String stat, String message, TaskInfo taskInfo) {}
