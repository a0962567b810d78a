-- What driving a job needs beside the manual's columns. Times here are Unix milliseconds of the database's clock, free of zones.
--
-- All are NULL in rows that the Python engine wrote, also in those it writes later. Such a job is shown and listed, its name stays
-- taken, and nothing here ever moves it: only its own engine knows what its messages mean.
ALTER TABLE workflow_job
  MODIFY ret_data mediumtext,
  ADD COLUMN started_at    bigint NULL COMMENT 'the timeout and job_cost count from here',
  ADD COLUMN moved_at      bigint NULL COMMENT 'the last change of the job or one of its tasks',
  ADD COLUMN next_check_at bigint NULL COMMENT 'when the reconciler looks next; NULL once the job has ended',
  ADD COLUMN trace_id      varchar(255) NULL COMMENT 'goes with every message of the job',
  ADD KEY job_next_check_at (next_check_at);
