package io.butterfly.baichuan.message;

import java.util.Map;

/**
 * A message as it is kept, for people and publishers to look at.
 *
 * @param stat the code it ended with, empty when it has not ended or its reply has none
 * @param params what its publisher gave, JSON text unless another producer wrote something else
 * @param result the handler's reply, empty when there is none
 * @param exception why it failed, empty when it did not
 * @param notes the other fields by name: times, counters, who and where; never the lease
 */
public record Message(
        String id,
        String handler,
        Status status,
        String stat,
        String params,
        String result,
        String exception,
        Map<String, Object> notes) {}
