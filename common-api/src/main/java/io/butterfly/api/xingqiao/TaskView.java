package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A task as it is shown: every column of {@code workflow_task}.
 *
 * @param taskReqid id of the message that runs or ran it, empty before
 * @param taskParams JSON text of the preset parameters, or null
 * @param taskRequires comma-joined, as are {@code taskProvides} and {@code taskDependencies}
 * @param taskCost seconds of the execution
 * @param retData the handler's whole reply as JSON text, or null
 * @param taskTimeout seconds, 0 for no limit
 */
public record TaskView(
        long taskId,
        long jobId,
        String taskLabel,
        String taskReqid,
        String taskCmd,
        String taskParams,
        String taskRequires,
        String taskProvides,
        String taskDependencies,
        String taskStatus,
        double taskCost,
        String taskExtra,
        boolean taskIsSave,
        String retStat,
        String retData,
        int taskRetrymax,
        int taskRetrycount,
        int taskTimeout,
        @JsonProperty("c_time") String createdAt,
        @JsonProperty("s_time") String startedAt,
        @JsonProperty("u_time") String updatedAt) {}
