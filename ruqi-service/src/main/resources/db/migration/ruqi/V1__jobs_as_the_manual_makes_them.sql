-- Tables that the manual's own DDL made are taken as they are; the next steps add what they lack.
CREATE TABLE IF NOT EXISTS ruqi_jobs (
  id varchar(255) NOT NULL COMMENT 'job id',
  next_run_time double DEFAULT NULL COMMENT 'Unix seconds of the next run; null: paused',
  job_state blob NOT NULL COMMENT 'what the columns do not hold, as JSON',
  job_lock tinyint(1) NOT NULL COMMENT 'not used: row locks take its place',
  job_name varchar(64) DEFAULT NULL COMMENT 'for grouping',
  job_trigger varchar(16) DEFAULT NULL COMMENT 'cron, interval or date',
  job_rule varchar(64) DEFAULT NULL COMMENT 'the rule in its normal form',
  u_time datetime NOT NULL COMMENT 'changed at',
  c_time datetime NOT NULL COMMENT 'added at',
  PRIMARY KEY (id),
  KEY ruqijobs_next_run_time (next_run_time),
  KEY ruqijobs_job_lock (job_lock),
  KEY ruqijobs_job_name (job_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='RuQi: jobs';
