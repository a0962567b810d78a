package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A task as it is shown: every column of {@code workflow_task}. The members of all groups stand beside each other on
 * the wire.
 */
public record TaskView(
        long taskId,
        long jobId,
        @JsonUnwrapped Call call,
        @JsonUnwrapped Needs needs,
        String taskStatus,
        @JsonUnwrapped Result result,
        @JsonUnwrapped Limits limits,
        @JsonUnwrapped Times times) {

    /**
     * What is called.
     *
     * @param taskReqid id of the message that runs or ran it, empty before
     * @param taskParams JSON text of the preset parameters, or null
     */
    public record Call(String taskLabel, String taskReqid, String taskCmd, String taskParams) {}

    /** Comma-joined names and labels. */
    public record Needs(String taskRequires, String taskProvides, String taskDependencies) {}

    /**
     * What came of it.
     *
     * @param taskCost seconds of the execution
     * @param retData the handler's whole reply as JSON text, or null
     */
    public record Result(double taskCost, String taskExtra, boolean taskIsSave, String retStat, String retData) {}

    /** @param taskTimeout seconds, 0 for no limit */
    public record Limits(int taskRetrymax, int taskRetrycount, int taskTimeout) {}

    /** {@code YYYY-MM-DD HH:MM:SS} in the service's zone. */
    public record Times(
            @JsonProperty("c_time") String createdAt,
            @JsonProperty("s_time") String startedAt,
            @JsonProperty("u_time") String updatedAt) {}
}
