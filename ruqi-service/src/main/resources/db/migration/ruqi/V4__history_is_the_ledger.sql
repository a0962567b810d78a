-- A statement of its own: see V3.
ALTER TABLE ruqi_jobs_history CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- One row for every due instant: (job_uid, due_us) is its identity. Rows of the original have none of this.
ALTER TABLE ruqi_jobs_history
  MODIFY COLUMN cmd mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the command as it was when the instant came due',
  ADD COLUMN firing_id char(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'message id and Idempotency-Key',
  ADD COLUMN job_uid char(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  ADD COLUMN kind tinyint DEFAULT NULL COMMENT '0 message, 1 HTTP, 2 script',
  ADD COLUMN due_us bigint DEFAULT NULL COMMENT 'due instant, UTC microseconds',
  ADD COLUMN last_due_us bigint DEFAULT NULL COMMENT 'last of the skipped instants that this row stands for',
  ADD COLUMN instants bigint NOT NULL DEFAULT 1 COMMENT 'how many due instants this row stands for',
  ADD COLUMN status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'succeeded' COMMENT 'running, succeeded, failed, skipped, lost',
  ADD COLUMN start_us bigint DEFAULT NULL COMMENT 'start of the run, UTC microseconds',
  ADD COLUMN attempt int NOT NULL DEFAULT 1 COMMENT 'one more with each take-over',
  ADD COLUMN owner bigint DEFAULT NULL COMMENT 'ruqi_schedulers.id of who may end it',
  ADD COLUMN trace_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  ADD COLUMN reason varchar(1024) DEFAULT NULL COMMENT 'why it was skipped, lost or failed',
  ADD UNIQUE KEY ruqijobshistory_firing_id (firing_id),
  ADD UNIQUE KEY ruqijobshistory_instant (job_uid, due_us),
  ADD KEY ruqijobshistory_status (status, job_uid),
  ADD KEY ruqijobshistory_c_time (c_time);
