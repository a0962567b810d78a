-- Names that one unfinished job holds, who waits for them in order of arrival, and changes of jobs that somebody is to be told.
-- Names differ when one letter does.
CREATE TABLE workflow_lock (
  lock_name varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  job_id    bigint NOT NULL,
  PRIMARY KEY (lock_name),
  KEY lock_job_id (job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE workflow_lock_wait (
  wait_id   bigint NOT NULL AUTO_INCREMENT,
  lock_name varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  job_id    bigint NOT NULL,
  PRIMARY KEY (wait_id),
  UNIQUE KEY lock_wait_name (lock_name, job_id),
  KEY lock_wait_job_id (job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE workflow_notice (
  notice_id  bigint NOT NULL AUTO_INCREMENT,
  job_id     bigint NOT NULL,
  notifier   varchar(512) NOT NULL COMMENT 'hook, an address, or the path of a handler',
  job        longtext NOT NULL COMMENT 'JSON; the job right after the change',
  failures   int NOT NULL DEFAULT 0,
  written_at bigint NOT NULL COMMENT 'Unix milliseconds of the database''s clock, as due_at',
  due_at     bigint NOT NULL COMMENT 'told not before; while somebody tells it, when the lease runs out',
  PRIMARY KEY (notice_id),
  KEY notice_due_at (due_at),
  KEY notice_job_id (job_id, notice_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
