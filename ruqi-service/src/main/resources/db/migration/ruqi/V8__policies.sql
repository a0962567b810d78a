-- What a job's owner says about its due instants stands in job_state; what statements ask for has columns.
ALTER TABLE ruqi_jobs
  ADD COLUMN jitter_us bigint NOT NULL DEFAULT 0 COMMENT 'how much of next_run_time is jitter: the due instant is that much earlier',
  ADD COLUMN failures_from_us bigint NOT NULL DEFAULT 0 COMMENT 'failures of earlier due instants do not count towards pause_after_failures',
  ADD COLUMN version bigint NOT NULL DEFAULT 0 COMMENT 'one more with every change a user makes',
  ADD COLUMN note varchar(1024) DEFAULT NULL COMMENT 'for people',
  DROP KEY ruqijobs_job_lock;
CREATE TABLE ruqi_calendars (
  name varchar(64) NOT NULL,
  day date NOT NULL COMMENT 'in the zone of the job that uses the calendar',
  PRIMARY KEY (name, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='RuQi: named excluded days';
