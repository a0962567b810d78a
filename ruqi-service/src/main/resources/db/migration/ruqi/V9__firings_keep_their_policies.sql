-- Nobody searches by success or cost alone, and every firing paid for these two indexes twice.
ALTER TABLE ruqi_jobs_history
  ADD COLUMN policies varchar(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'the policies as they were when the instant came due, JSON; null: the defaults',
  ADD COLUMN at_most_once tinyint(1) NOT NULL DEFAULT 0 COMMENT 'started and orphaned: lost, not dispatched again',
  ADD COLUMN retries int NOT NULL DEFAULT 0 COMMENT 'how often it was tried again',
  ADD COLUMN retry_us bigint DEFAULT NULL COMMENT 'waiting: when it is tried again, UTC microseconds; null: when the firing before it has ended',
  MODIFY COLUMN status varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'succeeded' COMMENT 'running, waiting, succeeded, failed, skipped, lost',
  DROP KEY ruqijobshistory_cmd_is_success,
  DROP KEY ruqijobshistory_cmd_cost;
UPDATE ruqi_jobs_history SET at_most_once = 1 WHERE kind = 2 AND status = 'running';
