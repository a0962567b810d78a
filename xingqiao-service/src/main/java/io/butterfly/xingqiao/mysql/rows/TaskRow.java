package io.butterfly.xingqiao.mysql.rows;

import io.butterfly.api.xingqiao.TaskView;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDateTime;

/** The contract's columns of a task. */
@MappedEntity("workflow_task")
record TaskRow(
    @Id Long taskId,
    Long jobId,
    String taskLabel,
    String taskReqid,
    String taskCmd,
    @Nullable String taskParams,
    String taskRequires,
    String taskProvides,
    String taskDependencies,
    String taskStatus,
    double taskCost,
    String taskExtra,
    boolean taskIsSave,
    String retStat,
    @Nullable String retData,
    int taskRetrymax,
    int taskRetrycount,
    int taskTimeout,
    LocalDateTime cTime,
    LocalDateTime sTime,
    LocalDateTime uTime) {

  TaskView view() {
    return new TaskView(
        taskId, jobId, taskLabel, taskReqid, taskCmd, taskParams, taskRequires, taskProvides, taskDependencies, taskStatus, taskCost,
        taskExtra, taskIsSave, retStat, retData, taskRetrymax, taskRetrycount, taskTimeout,
        Times.text(cTime), Times.text(sTime), Times.text(uTime));
  }
}
