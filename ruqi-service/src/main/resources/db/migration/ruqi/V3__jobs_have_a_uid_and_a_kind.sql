-- Emoji are four bytes; ids are compared byte by byte. A statement of its own: on MySQL a conversion undoes the types and charsets beside it.
ALTER TABLE ruqi_jobs CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- A job without a kind does not fire: rows of the original, and rows that are not understood.
ALTER TABLE ruqi_jobs
  MODIFY COLUMN job_state mediumblob NOT NULL COMMENT 'what the columns do not hold, as JSON',
  ADD COLUMN job_uid char(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'names this job for ever',
  ADD COLUMN kind tinyint DEFAULT NULL COMMENT '0 message, 1 HTTP, 2 script; null: does not fire',
  ADD COLUMN parked varchar(1024) DEFAULT NULL COMMENT 'why the row is not understood',
  ADD UNIQUE KEY ruqijobs_job_uid (job_uid),
  ADD KEY ruqijobs_due (kind, next_run_time),
  ADD KEY ruqijobs_c_time (c_time, job_uid);
