package io.butterfly.baichuan.queue;

import java.util.Map;

/**
 * A message in a list.
 *
 * @param params the first characters of its parameters
 * @param isCut whether there is more of them
 * @param fields the other fields by name, empty when there is no such message any more
 */
public record MessagePreview(String id, String params, boolean isCut, Map<String, String> fields) {}
