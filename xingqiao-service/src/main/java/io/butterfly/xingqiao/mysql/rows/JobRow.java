package io.butterfly.xingqiao.mysql.rows;

import io.butterfly.api.RawJson;
import io.butterfly.api.xingqiao.JobView;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.LocalDateTime;

/** The contract's columns of a job. */
@MappedEntity("workflow_job")
record JobRow(
    @Id Long jobId,
    String jobClient,
    String jobNamespace,
    String jobReqid,
    String jobName,
    String jobStatus,
    String jobType,
    String jobTags,
    String retStat,
    @Nullable String retData,
    double jobCost,
    String jobExtra,
    int jobTimeout,
    String jobLock,
    int exeId,
    String operator,
    @MappedProperty("is_valid") boolean isValid,
    LocalDateTime cTime,
    LocalDateTime sTime,
    LocalDateTime eTime,
    LocalDateTime uTime) {

  /** In a list the result stays text. */
  JobView listed() {
    return view(retData == null ? null : RawJson.of(retData));
  }

  /** In a detail the result is a value. What is no JSON, which only other writers can have left, stays text. */
  JobView detail() {
    if (retData == null || retData.isBlank()) {
      return view(RawJson.EMPTY_OBJECT);
    }
    try {
      return view(RawJson.parse(retData));
    } catch (IllegalArgumentException e) {
      return view(RawJson.of(retData));
    }
  }

  private JobView view(@Nullable RawJson result) {
    return new JobView(
        jobId, jobClient, jobNamespace, jobReqid, jobName, jobStatus, jobType, jobTags, retStat, result, jobCost, jobExtra, jobTimeout,
        jobLock, exeId, operator, isValid, Times.text(cTime), Times.text(sTime), Times.text(eTime), Times.text(uTime));
  }
}
