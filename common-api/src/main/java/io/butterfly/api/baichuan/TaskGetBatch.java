package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * {@code POST /baichuan/task_get_batch}: how far many messages are, without their parameters.
 *
 * @param taskIds 1 to 1 000 ids
 * @param results whether to answer the results of ended messages, too. From the one on that would make the results of
 *     one answer more than 4 MB, an element has {@code result_omitted} in their place. Default false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskGetBatch(@JsonProperty(required = true) List<String> taskIds, Boolean results) {
    /** The most ids of one call. */
    public static final int MOST = 1_000;
}
