-- A lease that is further ahead than its own length was given before the clock stepped back.
ALTER TABLE ruqi_schedulers
  MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT COMMENT 'one incarnation of a process; random, never used again',
  ADD COLUMN lease_us bigint NOT NULL DEFAULT 0 COMMENT 'length of the lease, microseconds; 0: not known';
