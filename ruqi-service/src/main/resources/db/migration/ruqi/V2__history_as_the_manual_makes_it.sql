CREATE TABLE IF NOT EXISTS ruqi_jobs_history (
  id bigint NOT NULL AUTO_INCREMENT,
  job_id varchar(255) NOT NULL COMMENT 'job id',
  job_name varchar(255) NOT NULL COMMENT 'for grouping',
  cmd varchar(255) NOT NULL COMMENT 'the command that ran',
  cmd_is_success tinyint(1) NOT NULL COMMENT 'whether it succeeded',
  cmd_output varchar(4096) NOT NULL COMMENT 'what it said',
  cmd_cost double NOT NULL COMMENT 'seconds',
  scheduler_name varchar(64) NOT NULL COMMENT 'who ran it: host:port:pid',
  c_time datetime NOT NULL COMMENT 'end of the run',
  PRIMARY KEY (id),
  KEY ruqijobshistory_job_id (job_id),
  KEY ruqijobshistory_job_name (job_name),
  KEY ruqijobshistory_cmd_is_success (cmd_is_success),
  KEY ruqijobshistory_cmd_cost (cmd_cost)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='RuQi: firings';
