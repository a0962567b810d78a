package io.butterfly.http;

/**
 * What a call answers that is no JSON reply. Such a call takes query parameters only. It answers 200 with the file, 400
 * for parameters it cannot take, 404 for any other {@link io.butterfly.api.Refusal}, 500 when it fails.
 *
 * @param mediaType such as {@code image/png}
 */
public record FileReply(String mediaType, byte[] bytes) {}
