-- Nobody finds jobs by these alone: one changes with every turn of every job, the other is the same for nearly all.
ALTER TABLE workflow_job
  DROP KEY job_exe_id,
  DROP KEY job_is_valid;
