-- Manual page 000, section 2.1, as printed but for its comments.
CREATE TABLE `ruqi_jobs` (
  `id` varchar(255) NOT NULL COMMENT "job id",
  `next_run_time` double DEFAULT NULL COMMENT "next run",
  `job_state` blob NOT NULL COMMENT "job data",
  `job_lock` tinyint(1) NOT NULL COMMENT "job lock",
  `job_name` varchar(64) DEFAULT NULL COMMENT "job name",
  `job_trigger` varchar(16) DEFAULT NULL COMMENT "trigger",
  `job_rule` varchar(64) DEFAULT NULL COMMENT "rule",
  `u_time` datetime NOT NULL COMMENT "update time",
  `c_time` datetime NOT NULL COMMENT "create time",
  PRIMARY KEY (`id`),
  KEY `ruqijobs_next_run_time` (`next_run_time`),
  KEY `ruqijobs_job_lock` (`job_lock`),
  KEY `ruqijobs_job_name` (`job_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='jobs';
CREATE TABLE `ruqi_jobs_history` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT COMMENT "id",
  `job_id` varchar(255) NOT NULL COMMENT "job id",
  `job_name` varchar(255) NOT NULL COMMENT "job name",
  `cmd` varchar(255) NOT NULL COMMENT "command",
  `cmd_is_success` tinyint(1) NOT NULL COMMENT "success",
  `cmd_output` varchar(4096) NOT NULL COMMENT "output",
  `cmd_cost` double NOT NULL COMMENT "cost",
  `scheduler_name` varchar(64) NOT NULL COMMENT "scheduler",
  `c_time` datetime NOT NULL COMMENT "create time",
  PRIMARY KEY (`id`),
  KEY `ruqijobshistory_job_id` (`job_id`),
  KEY `ruqijobshistory_job_name` (`job_name`),
  KEY `ruqijobshistory_cmd_is_success` (`cmd_is_success`),
  KEY `ruqijobshistory_cmd_cost` (`cmd_cost`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='history';
INSERT INTO ruqi_jobs VALUES
  ('demo_job', 1700000000.25, '(dp0\nS''cmd''\np1\nVhttp://xx\np2\ns.', 0, 'demo', 'interval', '1200s', '2024-03-26 21:49:38', '2024-03-26 21:49:38');
INSERT INTO ruqi_jobs_history VALUES
  (7, 'demo_job', '示例', 'http://xx', 1, '{}', 0.5, 'vm:18581:30024', '2024-03-26 22:09:38'),
  (8, 'demo_job', '示例', 'http://xx', 0, '{}', 0.5, 'vm:18581:30024', '2024-03-26 22:29:38');
