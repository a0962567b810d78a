package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import java.util.List;

/** {@code POST /baichuan/task_get_batch}: how far many messages are, without their parameters. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskGetBatch(
        @Param(value = "Ids of messages", min = 1, max = 1000) @JsonProperty(required = true)
        List<String> taskIds,

        @Param(
                value = "Whether to answer the results of ended messages, too. From the one on that would "
                        + "make the results of one answer more than 4 MB, an element has result_omitted in "
                        + "their place",
                byDefault = "false")
        Boolean results) {
    /** The most ids of one call. */
    public static final int MOST = 1_000;
}
