-- Pauses, the tasks of a job's end, jobs that are tasks of others. The id of such a job's request is that of the task's start, which is longer.
ALTER TABLE workflow_job
  MODIFY job_reqid varchar(128) NOT NULL,
  ADD COLUMN paused_at     bigint NULL COMMENT 'since when nothing is started',
  ADD COLUMN paused_ms     bigint NOT NULL DEFAULT 0 COMMENT 'all earlier pauses together; the timeout does not count them',
  ADD COLUMN ending_stat   varchar(64) NULL COMMENT 'how the job ends, once the tasks of its end run',
  ADD COLUMN ending_at     bigint NULL,
  ADD COLUMN parent_job_id bigint NULL COMMENT 'the job of whose task this job is the execution';
