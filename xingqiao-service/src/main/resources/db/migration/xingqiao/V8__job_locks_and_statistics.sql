-- What a job has to do with locks and notices beside its names in job_lock; and one index that every count of jobs can be read from alone.
ALTER TABLE workflow_job
  ADD COLUMN lock_wait  int NULL COMMENT 'seconds that the job may wait for its locks; NULL to be refused',
  ADD COLUMN lock_until bigint NULL COMMENT 'waits for its locks until then; NULL when it does not wait',
  ADD COLUMN notifier   varchar(512) NULL COMMENT 'who is told of changes; NULL for nobody',
  DROP KEY job_job_type,
  ADD KEY job_statistics (job_type, is_valid, c_time, job_status, ret_stat, job_cost, job_tags);
