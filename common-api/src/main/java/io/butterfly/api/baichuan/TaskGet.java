package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code GET /baichuan/task_get}: how far a message is, and its result.
 *
 * @param waitSeconds ({@code wait} on the wire) answer as soon as the message has ended, at the latest after so many
 *     seconds; at most 30. Default 0
 */
public record TaskGet(
        @JsonProperty(required = true) String taskId,
        @JsonProperty("wait") Integer waitSeconds) {}
